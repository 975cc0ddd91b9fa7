// Reloads the page when the preview shows something newer than it. A tab that is not seen lets go
// of the stream: browsers open six connections to a host, and the seventh tab would wait for ever.
"use strict";
{
  const own = document.currentScript.dataset.showing;
  let stream;

  const listen = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(`/_warraq/reload?showing=${own}`);
    stream.addEventListener("showing", (event) => {
      if (event.data !== own) location.reload();
    });
    stream.addEventListener("error", () => {
      // The browser tries again by itself unless it has given up.
      if (stream?.readyState !== EventSource.CLOSED) return;
      rest();
      setTimeout(listen, 1000);
    });
  };

  const rest = () => {
    stream?.close();
    stream = undefined;
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
}
