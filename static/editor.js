// The editor of procedures: rows dragged, flowchart and findings redrawn as one types, line numbers beside the text.
// Everything here has another way without script.
"use strict";

const PAUSE_MS = 250;

// The form goes out as it stands, without being kept; what comes back takes the place of what is shown.
function previews(form) {
  let waiting;
  let last = 0;
  async function ask() {
    const mine = ++last;
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    const answer = await fetch(form.dataset.preview, { method: "POST", body: data });
    if (!answer.ok || mine !== last) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["editor-found", "editor-flow"]) {
      const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
      if (!old || !fresh) continue;
      const flow = old.querySelector(".flow");
      const [top, left] = [flow?.scrollTop ?? 0, flow?.scrollLeft ?? 0];
      old.replaceWith(fresh);
      fresh.querySelector(".flow")?.scrollTo(left, top);
    }
    document.dispatchEvent(new Event("editor:drawn"));
  }
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => ask().catch(() => {}), PAUSE_MS);
  });
}

// A row is dropped where it shall stand; the same form as the arrows use does it.
function drags(table) {
  const form = document.querySelector("form[data-drop]");
  const rows = [...table.querySelectorAll("tbody tr")];
  let from = null;
  const clear = () => rows.forEach((row) => row.classList.remove("over", "dragged"));
  for (const row of rows) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      from = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.dataset.row);
      row.classList.add("dragged");
    });
    row.addEventListener("dragover", (event) => {
      if (!from) return;
      event.preventDefault();
      rows.forEach((other) => other.classList.toggle("over", other === row && other !== from));
    });
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!from || from === row) return;
      const [start, end] = [Number(from.dataset.row), Number(row.dataset.row)];
      form.elements.row.value = start;
      // It comes to stand above the row that it was dropped on.
      form.elements.to.value = start < end ? end - 1 : end;
      form.requestSubmit();
    });
    row.addEventListener("dragend", () => {
      from = null;
      clear();
    });
  }
}

function lines(box) {
  const area = box.querySelector("textarea");
  const gutter = document.createElement("pre");
  gutter.className = "gutter";
  gutter.setAttribute("aria-hidden", "true");
  box.prepend(gutter);
  function draw() {
    const marks = new Map();
    for (const item of document.querySelectorAll("#editor-found [data-line]")) {
      const line = Number(item.dataset.line);
      if (marks.get(line) !== "bad") marks.set(line, item.dataset.mood);
    }
    const many = area.value.split("\n").length;
    gutter.replaceChildren(
      ...Array.from({ length: many }, (_, n) => {
        const line = document.createElement("span");
        line.className = marks.get(n + 1) ?? "";
        line.textContent = `${marks.has(n + 1) ? "● " : ""}${n + 1}\n`;
        return line;
      }),
    );
    gutter.scrollTop = area.scrollTop;
  }
  function show(line) {
    const before = area.value.split("\n").slice(0, line - 1);
    const start = before.join("\n").length + (before.length ? 1 : 0);
    const end = area.value.indexOf("\n", start);
    area.focus();
    area.setSelectionRange(start, end < 0 ? area.value.length : end);
    area.scrollTop = Math.max(0, (line - 4) * (area.scrollHeight / area.value.split("\n").length));
  }
  area.addEventListener("input", draw);
  area.addEventListener("scroll", () => (gutter.scrollTop = area.scrollTop));
  document.addEventListener("editor:drawn", draw);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-goto]");
    if (!link) return;
    event.preventDefault();
    show(Number(link.dataset.goto));
  });
  draw();
  const asked = location.hash.match(/^#line-(\d+)$/);
  if (asked) show(Number(asked[1]));
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-preview]").forEach(previews);
  document.querySelectorAll("table[data-editing]").forEach(drags);
  document.querySelectorAll("[data-code]").forEach(lines);
});
