// Lists, feeds and indexes are collections made here; a template writes each out, page by page.
const TITLE = "أخبار";
const SECTIONS = [
  ["politics", "سياسة"],
  ["economy", "اقتصاد"],
  ["sport", "رياضة"],
  ["culture", "ثقافة"],
  ["tech", "تقنية"],
  ["health", "صحة"],
  ["world", "عالم"],
  ["local", "محليات"],
];
const IN_LIST = 20;
const IN_FEED = 50;

const slug = (text) => text.trim().replace(/\s+/g, "-");
const day = new Intl.DateTimeFormat("ar", { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" });

/** All articles, the newest first, and by section, tag and author. */
const grouped = (api) => {
  const all = api.getFilteredByTag("article").toReversed();
  const sections = new Map(SECTIONS.map(([id]) => [id, []]));
  const tags = new Map();
  const authors = new Map();
  const add = (map, key, article) => (map.has(key) ? map.get(key).push(article) : map.set(key, [article]));
  for (const article of all) {
    const { section, author, tags: own } = article.data;
    add(sections, section, article);
    add(authors, author, article);
    for (const tag of own) if (tag !== "article") add(tags, tag, article);
  }
  return { all, sections, tags, authors };
};

/** The pages of one list, at `base` and below it. */
const paged = (base, title, articles) => {
  const total = Math.max(1, Math.ceil(articles.length / IN_LIST));
  const url = (nth) => (nth === 1 ? base : `${base}page/${nth}/`);
  return Array.from({ length: total }, (_, at) => ({
    url: url(at + 1),
    title,
    current: at + 1,
    total,
    previous: at > 0 ? url(at) : null,
    next: at + 1 < total ? url(at + 2) : null,
    articles: articles.slice(at * IN_LIST, (at + 1) * IN_LIST),
  }));
};

export default function (config) {
  config.addGlobalData("site", { title: TITLE, sections: SECTIONS });
  config.addPassthroughCopy("src/style.css");
  config.addFilter("day", (date) => day.format(date));
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("rfc822", (date) => date.toUTCString());
  config.addFilter("slugged", slug);
  config.addFilter("own", (tags) => tags.filter((tag) => tag !== "article"));
  config.addFilter("section_title", (id) => SECTIONS.find(([own]) => own === id)[1]);

  config.addCollection("latest", (api) => grouped(api).all.slice(0, IN_LIST));
  config.addCollection("lists", (api) => {
    const { sections, tags, authors } = grouped(api);
    return [
      ...SECTIONS.flatMap(([id, title]) => paged(`/${id}/`, title, sections.get(id))),
      ...[...tags].flatMap(([tag, articles]) => paged(`/tags/${slug(tag)}/`, tag, articles)),
      ...[...authors].flatMap(([author, articles]) => paged(`/authors/${slug(author)}/`, author, articles)),
    ];
  });
  config.addCollection("indexes", (api) => {
    const { tags, authors } = grouped(api);
    return [
      { url: "/tags/", title: "الوسوم", names: [...tags.keys()] },
      { url: "/authors/", title: "الكتاب", names: [...authors.keys()] },
    ];
  });
  config.addCollection("feeds", (api) => {
    const { all, sections } = grouped(api);
    const feed = (base, title, articles) => ({ base, title, articles: articles.slice(0, IN_FEED) });
    return [feed("/", TITLE, all), ...SECTIONS.map(([id, title]) => feed(`/${id}/`, title, sections.get(id)))];
  });
  return { dir: { input: "src" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
}
