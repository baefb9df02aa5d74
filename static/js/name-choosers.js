// Select2 hides a labelled <select> behind a combobox without a name: give it the label's.
// Django's admin starts Select2 at some moment after loading and whenever an inline row is added.
function nameChoosers() {
  for (const chooser of document.querySelectorAll(".select2-selection[role=combobox]")) {
    const select = chooser.closest(".select2")?.previousElementSibling;
    const label = select?.labels?.[0]?.textContent.trim().replace(/:$/, "");
    chooser.removeAttribute("aria-labelledby");
    if (label) for (const part of [chooser, chooser.firstElementChild]) part.setAttribute("aria-label", label);
  }
}

nameChoosers();
new MutationObserver(nameChoosers).observe(document.body, { childList: true, subtree: true });
