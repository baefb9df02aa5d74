// Hands a page's button and fields to allauth's passkey code, and says in words when it did not work.
for (const mark of document.querySelectorAll("[data-passkey]")) {
  const { passkey, failed, ...ids } = mark.dataset;
  window.allauth.webauthn.forms[passkey]({ ids });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    mark.querySelector("[role=status]").textContent = failed;
  });
}
