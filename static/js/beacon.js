// Counts that something was seen, without saying by whom: a page that wants it carries data-beacon with the counter's address.
for (const mark of document.querySelectorAll("[data-beacon]")) navigator.sendBeacon(mark.dataset.beacon);
