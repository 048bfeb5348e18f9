// What the pages do beyond HTML. Every main path works without this file.
"use strict";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// Keys: `/` search, `j` and `k` through the rows, Enter opens, `t` takes the next case.
let row = -1;

function step(by) {
  const rows = $$("[data-rows] tbody tr");
  if (!rows.length) return;
  rows[row]?.classList.remove("here");
  row = Math.min(Math.max(row + by, 0), rows.length - 1);
  rows[row].classList.add("here");
  rows[row].scrollIntoView({ block: "nearest" });
  $("a", rows[row])?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const act = {
    "/": () => $("#search")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    t: () => $("[data-key=t]")?.click(),
  }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

// An open group of places closes again by Escape, or by going elsewhere.
function closePlaces(but) {
  $$(".places details[open]").forEach((group) => {
    if (group !== but) group.open = false;
  });
}
document.addEventListener("click", (event) => closePlaces(event.target.closest(".places details")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const group = event.target.closest(".places details");
  closePlaces();
  if (group) $("summary", group).focus();
});

// The same form is not sent twice by an impatient thumb. The button keeps its name and value: only later clicks stop.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => $$("form[data-sent]").forEach((form) => delete form.dataset.sent));
document.addEventListener("htmx:after:request", () => $$("form[data-sent]").forEach((form) => delete form.dataset.sent));

// A signature drawn with finger, pen or mouse. The strokes go out as a PNG in a hidden field.
function pad(canvas) {
  const form = canvas.closest("form");
  const field = $("input[name=signature]", form);
  const pen = canvas.getContext("2d");
  let drawing = false;

  function fit() {
    const box = canvas.getBoundingClientRect();
    const scale = window.devicePixelRatio || 1;
    canvas.width = Math.round(box.width * scale);
    canvas.height = Math.round(box.height * scale);
    pen.scale(scale, scale);
    pen.lineWidth = 2.5;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#0a1f44";
    field.value = "";
  }
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  fit();
  let width = canvas.clientWidth;
  window.addEventListener("resize", () => {
    // A phone's keyboard changes the height only; that must not wipe a signature.
    if (canvas.clientWidth !== width) fit();
    width = canvas.clientWidth;
  });
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
    pen.lineTo(...at(event));
    pen.stroke();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  const lift = () => {
    if (drawing) field.value = canvas.toDataURL("image/png");
    drawing = false;
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  $("[data-clear]", form)?.addEventListener("click", fit);
  form.addEventListener("submit", (event) => {
    const missing = !field.value;
    $("[data-unsigned]", form).hidden = !missing;
    if (missing) {
      event.preventDefault();
      event.stopPropagation();
      canvas.focus();
    }
  });
}

// Photos from a phone: shrunk to 2000 px before they travel; what cannot be read goes as it is.
async function shrink(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 1_500_000) return file;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, 2000 / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

function files(input) {
  const list = document.createElement("ul");
  list.className = "photos";
  input.after(list);
  input.addEventListener("change", async () => {
    const bag = new DataTransfer();
    for (const file of input.files) bag.items.add(await shrink(file));
    input.files = bag.files;
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        if (/^image\/(jpeg|png|webp|gif)$/.test(file.type)) {
          const image = document.createElement("img");
          image.src = URL.createObjectURL(file);
          image.alt = "";
          image.onload = () => URL.revokeObjectURL(image.src);
          item.append(image);
        }
        item.append(file.name);
        return item;
      }),
    );
  });
}

// A paste from Word brings its tables along: kept as they are, in case the words alone do not tell the columns.
function paste(field) {
  const text = document.getElementById(field.dataset.pasteInto);
  text.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    field.value = html.includes("<table") ? html : "";
  });
}

document.addEventListener("DOMContentLoaded", () => {
  $$("[data-paste-into]").forEach(paste);
  $$("canvas.pad").forEach(pad);
  $$("input[type=file][data-preview]").forEach(files);
  $$("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  // The page a refused form comes back as begins at what is wrong.
  $("#wrong")?.focus();
});
