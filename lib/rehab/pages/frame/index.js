"use strict";
(() => {
  const table = document.querySelector("table.index");
  const find = document.getElementById("find");
  if (!table || !find) return;
  // Marks of letters go, as people leave them out when they type.
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row, order) => ({ row, order, text: plain(row.dataset.name), data: row.dataset }));
  const fields = {};
  for (const field of find.querySelectorAll("[name]")) fields[field.name] = field;
  const shown = find.querySelector("output");
  const number = value => Number(value || 0);
  const ways = {
    code: (a, b) => a.order - b.order,
    name: (a, b) => a.text.localeCompare(b.text),
    not_met: (a, b) => number(b.data.not_met) - number(a.data.not_met) || a.order - b.order,
    met: (a, b) => number(b.data.met) - number(a.data.met) || a.order - b.order,
    problems: (a, b) =>
      number(b.data.errors) - number(a.data.errors) || number(b.data.warnings) - number(a.data.warnings) ||
      a.order - b.order,
  };
  const fits = one => {
    const { region, indicator, verdict, problems } = fields;
    const marks = (one.data.verdicts || "").split(" ");
    const own = indicator.value ? [marks[Number(indicator.value) - 1]] : marks;
    return plain(fields.name.value).trim().split(/\s+/).every(word => one.text.includes(word)) &&
      (!region.value || one.data.region === region.value) &&
      (!verdict.value || own.includes(verdict.value)) &&
      (!problems.value || (problems.value === "none" ? one.data.came === "" && !number(one.data.errors)
        : problems.value === "errors" ? number(one.data.errors) > 0 : one.data.came === problems.value));
  };
  let sorted = "code";
  const update = () => {
    let count = 0;
    for (const one of rows) {
      const is = fits(one);
      one.row.hidden = !is;
      count += is;
    }
    if (fields.sort.value !== sorted) {
      sorted = fields.sort.value;
      body.append(...[...rows].sort(ways[sorted]).map(one => one.row));
    }
    shown.value = `${count} / ${rows.length}`;
  };
  find.addEventListener("input", update);
  find.addEventListener("submit", event => event.preventDefault());
  find.hidden = false;
  update();
})();
