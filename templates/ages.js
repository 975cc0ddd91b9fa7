// Tells in lists how old the newest articles are. Where it does not run their dates stay as they are.
{
  const units = {{ ages }};
  const told = (age) => {
    for (const forms of units) {
      if (age < forms.length) return forms[age];
      age = Math.floor(age / forms.length);
    }
  };
  const tell = () => {
    for (const time of document.querySelectorAll(".card time[datetime*=T]")) {
      const date = time.title || time.textContent;
      const age = told(Math.floor((Date.now() - Date.parse(time.dateTime)) / 60000));
      if (!age && !time.title) continue;
      time.textContent = age || date;
      time.title = age ? date : "";
    }
  };
  tell();
  setInterval(tell, 60000);
}
