// What must be taken along: copy it with a click. A pupil's code: keep it in this browser after a click, fill it into forms from there.
const STORE = "mein-code";

function kept() {
  try {
    return localStorage.getItem(STORE) ?? "";
  } catch {
    return "";
  }
}

for (const box of document.querySelectorAll("[data-code]")) {
  const keep = box.querySelector("[data-keep-code]");
  const said = keep.textContent;
  const show = () => {
    const isKept = kept() === box.dataset.code;
    keep.setAttribute("aria-pressed", isKept);
    keep.textContent = isKept ? box.dataset.kept : said;
  };
  box.hidden = false;
  keep.addEventListener("click", () => {
    if (kept() === box.dataset.code) localStorage.removeItem(STORE);
    else localStorage.setItem(STORE, box.dataset.code);
    show();
  });
  show();
}

for (const copy of document.querySelectorAll("[data-copy]")) {
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy.dataset.copy);
    copy.textContent = copy.dataset.copied;
  });
}

for (const field of document.querySelectorAll("[data-kept-code]")) {
  if (!kept() || field.value) continue;
  field.value = kept();
  const details = field.closest("details");
  if (details) details.open = true;
}
