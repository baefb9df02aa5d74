// The check works without this: it opens a scanned code, remembers a code after a click, offers printing.
const STORE = "check";
const form = document.querySelector("[data-check-code]");
const sorting = document.querySelector("[data-check-code-kept]");
const scanned = decodeURIComponent(location.hash.slice(1));

if (form && scanned.replace(/[^A-Za-z0-9]/g, "").length >= 16) {
  form.elements.code.value = scanned;
  history.replaceState(null, "", location.pathname);
  form.submit();
} else if (form && localStorage.getItem(STORE) && !form.elements.code.value) {
  form.elements.code.value = localStorage.getItem(STORE);
}

if (sorting && localStorage.getItem(STORE)) sorting.elements.code.value = localStorage.getItem(STORE);

for (const place of document.querySelectorAll("[data-remember-check]")) {
  const code = place.dataset.rememberCheck;
  const button = document.createElement("button");
  button.className = "button second";
  button.type = "button";
  const show = () => (button.textContent = localStorage.getItem(STORE) === code ? place.dataset.wordsForget : place.dataset.wordsKeep);
  button.addEventListener("click", () => {
    if (localStorage.getItem(STORE) === code) localStorage.removeItem(STORE);
    else localStorage.setItem(STORE, code);
    show();
  });
  show();
  place.append(button);
}

for (const place of document.querySelectorAll("[data-offer-print]")) {
  const button = document.createElement("button");
  button.className = "button second";
  button.type = "button";
  button.textContent = place.dataset.offerPrint;
  button.addEventListener("click", () => print());
  place.append(button);
}
