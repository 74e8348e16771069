/**
 * The script of the page of results: cards that can be sorted and filtered, and
 * one image large, with and without its outlines. Whatever comes from a file's
 * name gets into the page as text or as an encoded address, never as markup.
 */
const find = (selector) => document.querySelector(selector);
const { models, images, failed } = JSON.parse(find("#results").textContent);
const cards = find("#cards");
const viewer = find("#viewer");
const picture = find("#picture");
const number = (value, digits = 0) =>
  value.toLocaleString("en", { maximumFractionDigits: digits });
const plural = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;

/** An element with its properties and what it holds; text stays text. */
const make = (name, properties, ...children) => {
  const element = document.createElement(name);
  Object.assign(element, properties);
  element.append(...children);
  return element;
};

const makeCard = (image) => {
  const thumbnail = make("img", { alt: "", src: image.thumbnail });
  thumbnail.setAttribute("loading", "lazy");
  const card = make(
    "button",
    { type: "button", className: "card" },
    thumbnail,
    make("span", { className: "name", title: image.name }, image.name),
    make(
      "span",
      { className: "count" },
      `${plural(image.nuclei, "nucleus", "nuclei")}, ${
        number(image.coverage * 100, 1)
      } % covered`,
    ),
  );
  card.addEventListener("click", () => open(image));
  return make("li", {}, card);
};
for (const image of images) image.item = makeCard(image);

// Numbers within names count as numbers: field 10 comes after field 9.
const { compare } = new Intl.Collator("en", { numeric: true });
let shown = [], current, isOverlay = true;

/** Shows the cards whose names hold every word, in the chosen order. */
function arrange() {
  const words = find("#filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  const key = find("#sort").value;
  const sign = find("#falling").checked ? -1 : 1;
  shown = images
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .sort((a, b) =>
      sign * (key === "name" ? 0 : (a[key] ?? -1) - (b[key] ?? -1)) ||
      (key === "name" ? sign : 1) * compare(a.name, b.name)
    );
  cards.replaceChildren(...shown.map(({ item }) => item));
  const nuclei = shown.reduce((sum, image) => sum + image.nuclei, 0);
  find("#shown").textContent = `${
    shown.length === images.length ? "" : `${number(shown.length)} of `
  }${plural(images.length, "image", "images")}, ${plural(nuclei, "nucleus", "nuclei")}`;
}

/** Draws the chosen image large, with its facts and files. */
function draw() {
  const at = shown.indexOf(current);
  find("#place").textContent = `${at + 1} of ${shown.length}`;
  find("#name").textContent = current.name;
  picture.src = isOverlay ? current.overlay : current.image;
  picture.alt = `${current.name}, ${isOverlay ? "nuclei outlined" : "without outlines"}`;
  sharpen();
  find("#overlay").setAttribute("aria-pressed", String(isOverlay));
  find("#facts").replaceChildren(
    ...current.facts.map(([name, value]) =>
      make("div", {}, make("dt", {}, name), make("dd", {}, value))
    ),
  );
  find("#files").replaceChildren(
    ...current.files.map(([label, href]) => {
      const link = make("a", {}, label);
      link.setAttribute("href", href);
      return link;
    }),
  );
}

/** Shows pixels as squares where they are enlarged; fewer pixels are blended. */
function sharpen() {
  const { width, height } = current ?? {};
  const scale = Math.min(picture.clientWidth / width, picture.clientHeight / height);
  picture.className = scale >= 1 ? "enlarged" : "";
}

function open(image) {
  current = image;
  if (!viewer.open) viewer.showModal();
  draw();
}

function step(by) {
  const at = shown.indexOf(current) + by;
  if (at >= 0 && at < shown.length) open(shown[at]);
}

function toggle() {
  isOverlay = !isOverlay;
  draw();
}

for (const id of ["filter", "sort", "falling"]) {
  find(`#${id}`).addEventListener("input", arrange);
}
find("#sort").addEventListener("input", () => {
  // Names are read upward, the largest numbers are looked at first.
  find("#falling").checked = find("#sort").value !== "name";
  arrange();
});
globalThis.addEventListener("resize", sharpen);
find("#previous").addEventListener("click", () => step(-1));
find("#next").addEventListener("click", () => step(1));
find("#overlay").addEventListener("click", toggle);
picture.addEventListener("click", toggle);
find("#close").addEventListener("click", () => viewer.close());
viewer.addEventListener("close", () => current.item.firstElementChild.focus());
viewer.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "ArrowLeft") step(-1);
  else if (event.key === "ArrowRight") step(1);
  else if (event.key === "o") toggle();
  else return;
  event.preventDefault();
});

if (failed.length > 0) {
  find("#failed").hidden = false;
  find("#failures").replaceChildren(
    ...failed.map(({ message }) => make("li", {}, message)),
  );
}
find("#models").textContent = models.join(", ");
find("#controls").hidden = false;
arrange();
