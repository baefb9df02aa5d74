// The check works without this: it makes the browser's own back and reload work, opens a scanned code, remembers a code after a click,
// offers printing.
const STORE = "check";
const HERE = "#stand"; // keeps the address apart from the entrance's own, so that a link there opens it anew
const form = document.querySelector("[data-check-code]");
const sorting = document.querySelector("[data-check-code-kept]");
const scanned = decodeURIComponent(location.hash.slice(1));

// No cache may keep a page of the check, so a browser can neither go back to one nor load it anew without asking. Therefore its entry in
// the tab's history, which ends with the tab, holds what was posted, under the address of the entrance, and the entrance posts it again.
const posted = document.querySelector("[data-check-again]");
const again = history.state?.check;

if (posted) {
  const action = posted.getAttribute("action") || location.pathname;
  const remember = () => {
    const fields = [...new FormData(posted), ...(posted.dataset.checkStay ? [[posted.dataset.checkStay, "1"]] : [])];
    history.replaceState({ check: { action, fields } }, "", posted.dataset.checkAgain + (location.hash || HERE));
  };
  remember();
  posted.addEventListener("change", remember);
  addEventListener("hashchange", remember);
} else if (again) {
  const post = document.createElement("form");
  post.method = "post";
  post.action = again.action;
  for (const [name, value] of again.fields) post.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  document.body.append(post);
  post.submit();
}

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
