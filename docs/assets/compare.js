// Two days of the reader's choice on the page /compare/: the net of all moves between them. Without this script the
// page lists every move by its day.
(() => {
  const form = document.getElementById("compare");
  if (!form) return;
  const [from, to] = ["compare-from", "compare-to"].map((id) => document.getElementById(id));
  const rows = [...document.querySelectorAll("#moves tbody tr")].reverse(); // oldest first
  const result = document.getElementById("compare-result");

  const net = (start, end) => {
    const found = new Map();
    for (const row of rows) {
      if (row.dataset.day <= start || row.dataset.day > end) continue;
      const [, name, what, before, after] = row.cells;
      const known = found.get(row.dataset.key);
      found.set(row.dataset.key, { name, what, before: known ? known.before : before, after });
    }
    return [...found.values()].filter((move) => move.before.textContent !== move.after.textContent);
  };

  const sentence = (move) => {
    const item = document.createElement("li");
    const link = move.name.querySelector("a").cloneNode(true);
    const text = `. ${move.what.textContent}: from ${move.before.textContent} to ${move.after.textContent}.`;
    item.append(link, text);
    return item;
  };

  const show = () => {
    const [start, end] = [from.value, to.value].sort();
    const moves = net(start, end);
    result.replaceChildren(...moves.map(sentence));
    document.getElementById("compare-count").textContent =
      moves.length === 1 ? "1 thing differs." : `${moves.length} things differ.`;
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  for (const select of [from, to]) select.addEventListener("change", show);
  form.hidden = false;
  show();
})();
