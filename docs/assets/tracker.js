// Narrows and sorts lists that are complete without it. Every word that a reader sees comes from the page.

const normal = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").toLowerCase();

// What an entry offers to each control: `q` is all its text, the rest are ids in data attributes.
const offers = new WeakMap();
const offerOf = (item, name) => {
  if (!offers.has(item)) {
    offers.set(item, { q: normal(`${item.textContent} ${item.dataset.text ?? ""}`) });
  }
  const offer = offers.get(item);
  return name === "q" ? offer.q : (offer[name] ??= (item.dataset[name] ?? "").split(" "));
};

const fits = (item, name, wanted) =>
  name === "q"
    ? normal(wanted).split(" ").every((word) => offerOf(item, "q").includes(word))
    : offerOf(item, name).includes(wanted);

const chosen = (form) => [...new FormData(form)].filter(([, wanted]) => wanted.trim());

const narrow = (form, items) => {
  const wishes = chosen(form);
  for (const item of items) {
    item.hidden = !wishes.every(([name, wanted]) => fits(item, name, wanted));
  }
  const shown = items.filter((item) => !item.hidden).length;
  const hits = form.querySelector("[data-hits]");
  hits.textContent = hits.dataset.hits.replace("{shown}", shown).replace("{all}", items.length);
  form.querySelector("[data-nothing]").hidden = shown > 0;
};

// The address holds the choices, so that a view can be shared, and nothing else is stored anywhere.
const remember = (names, pairs) => {
  const address = new URL(location.href);
  for (const name of names) address.searchParams.delete(name);
  for (const [name, value] of pairs) address.searchParams.append(name, value);
  history.replaceState(history.state, "", address);
};

const recall = (form) => {
  const asked = new URLSearchParams(location.search);
  for (const control of form.elements) {
    if (!control.name || !asked.has(control.name)) continue;
    if (control.type === "checkbox") control.checked = asked.getAll(control.name).includes(control.value);
    else control.value = asked.get(control.name);
    if (control.tagName === "SELECT" && control.selectedIndex < 0) control.value = "";
  }
};

// Links to the other parts of a list that is spread over several pages take the choices along.
const carry = () => {
  for (const link of document.querySelectorAll("[data-carries] a")) link.search = location.search;
};

const find = (form) => {
  const items = [...document.querySelectorAll("[data-item]")];
  const names = new Set([...form.elements].map((control) => control.name).filter(Boolean));
  const update = () => {
    narrow(form, items);
    remember(names, chosen(form));
    carry();
  };
  recall(form);
  carry();
  form.hidden = false;
  narrow(form, items);
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(update)); // the event comes before the change
};

const keyOf = (row, column) => row.cells[column].dataset.key ?? normal(row.cells[column].textContent.trim());

const sort = (table, header, direction) => {
  const sign = direction === "descending" ? -1 : 1;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [keyOf(row, header.cellIndex), row]);
  rows.sort(([one], [other]) => sign * one.localeCompare(other, "en", { numeric: true }));
  body.append(...rows.map(([, row]) => row));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", direction);
};

const sortable = (table, keepsAddress) => {
  for (const header of table.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const direction = header.ariaSort === "ascending" ? "descending" : "ascending";
      sort(table, header, direction);
      if (keepsAddress) remember(["sort", "order"], [["sort", header.dataset.sort], ["order", direction]]);
    });
  }
  const asked = new URLSearchParams(location.search);
  const header = [...table.querySelectorAll("th[data-sort]")].find((one) => one.dataset.sort === asked.get("sort"));
  if (keepsAddress && header) sort(table, header, asked.get("order") === "descending" ? "descending" : "ascending");
};

const start = () => {
  const form = document.querySelector("form[data-find][hidden]");
  for (const table of document.querySelectorAll("table[data-sorts]:not(:has(th > button))")) sortable(table, Boolean(form));
  if (form) find(form);
};

// Material tells of every page that it loads without leaving the old one; elsewhere there is one page.
if (window.document$) window.document$.subscribe(start);
else start();
