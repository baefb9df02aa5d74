// Remember occupations, places and offers in this browser - only after a click, and never sent anywhere but in the list's own address.
const STORE = "merkliste";

function kept() {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? [];
  } catch {
    return [];
  }
}

function keep(entries) {
  if (entries.length) localStorage.setItem(STORE, JSON.stringify(entries));
  else localStorage.removeItem(STORE);
}

const list = document.querySelector("[data-kept-link]")?.getAttribute("href"); // in the page's language

function listAddress() {
  return `${list}?${kept().join("&")}`;
}

function show() {
  const entries = kept();
  for (const link of document.querySelectorAll("[data-keep]")) {
    const isKept = entries.includes(link.dataset.keep);
    link.setAttribute("role", "button");
    link.setAttribute("aria-pressed", isKept);
    link.classList.toggle("kept", isKept);
    link.dataset.keepWord ??= link.textContent;
    link.textContent = isKept ? link.dataset.keptWord : link.dataset.keepWord;
  }
  for (const link of document.querySelectorAll("[data-kept-link]")) {
    link.hidden = entries.length === 0;
    link.href = listAddress();
    link.querySelector("[data-kept-number]").textContent = entries.length;
  }
}

function toggle(event) {
  event.preventDefault();
  const entry = event.currentTarget.dataset.keep;
  const entries = kept();
  keep(entries.includes(entry) ? entries.filter((other) => other !== entry) : [...entries, entry]);
  show();
}

for (const link of document.querySelectorAll("[data-keep]")) {
  link.addEventListener("click", toggle);
  link.addEventListener("keydown", (event) => event.key === " " && toggle(event));
}
for (const link of document.querySelectorAll("[data-forget]")) {
  link.addEventListener("click", () => keep(kept().filter((entry) => entry !== link.dataset.forget)));
}
if (location.pathname === list && !location.search && kept().length) location.replace(listAddress());
show();
