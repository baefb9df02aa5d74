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

function listAddress() {
  return `/merkliste/?${kept().join("&")}`;
}

function show() {
  const entries = kept();
  for (const link of document.querySelectorAll("[data-keep]")) {
    const isKept = entries.includes(link.dataset.keep);
    link.setAttribute("role", "button");
    link.setAttribute("aria-pressed", isKept);
    link.classList.toggle("kept", isKept);
    link.textContent = isKept ? "Gemerkt ✓" : "Merken";
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
if (location.pathname === "/merkliste/" && !location.search && kept().length) location.replace(listAddress());
show();
