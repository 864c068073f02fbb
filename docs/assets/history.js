// Pages of past days, which are complete without this script. Every word that a reader sees comes from the page.

// The slider: chooses one of the links to months. The reader then follows the link; sliding alone opens nothing.
const slide = (range) => {
  const months = [...document.querySelectorAll(".slider__year a")];
  const link = range.closest("p").querySelector("a");
  const show = () => {
    const month = months[range.valueAsNumber];
    link.href = month.href;
    link.textContent = month.getAttribute("aria-label");
    range.setAttribute("aria-valuetext", link.textContent);
  };
  range.max = months.length - 1;
  range.value = Math.max(months.findIndex((month) => month.hasAttribute("aria-current")), 0);
  range.addEventListener("input", show);
  range.closest("p").hidden = false;
  show();
};

// The net of all moves between two days: the first value before them and the last one after them, where these differ.
const net = (rows, start, end) => {
  const found = new Map();
  for (const row of rows.filter(({ dataset }) => start < dataset.day && dataset.day <= end)) {
    const [, record, what, before, after] = row.cells;
    found.set(row.dataset.key, { record, what, before: found.get(row.dataset.key)?.before ?? before, after });
  }
  return [...found.values()].filter(({ before, after }) => before.textContent !== after.textContent);
};

const sentence = (pattern, move) => {
  const item = pattern.content.cloneNode(true);
  for (const [name, cell] of Object.entries(move)) {
    item.querySelector(`[data-put=${name}]`).append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
  }
  return item;
};

const compare = (form) => {
  const rows = [...document.querySelectorAll("#moves tbody tr")].reverse(); // oldest first
  const [pattern, result] = [form.querySelector("template"), form.querySelector("ul")];
  const show = () => {
    const [start, end] = [form.elements.from.value, form.elements.to.value].sort();
    const moves = net(rows, start, end);
    result.replaceChildren(...moves.map((move) => sentence(pattern, move)));
    form.querySelector("output").textContent = moves.length;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", show);
  form.hidden = false;
  show();
};

const range = document.querySelector(".slider input");
const form = document.querySelector("form.compare");
if (range) slide(range);
if (form) compare(form);
