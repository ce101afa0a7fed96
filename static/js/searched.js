// Tells that a hit was opened, so that editors see which searches lead nowhere: the words alone, nothing of who asks.
const hits = document.querySelector("[data-opened]");
hits.addEventListener("click", (event) => {
	if (!event.target.closest(".hits a")) return;
	navigator.sendBeacon(hits.dataset.opened, new URLSearchParams({ q: hits.dataset.words }));
});
