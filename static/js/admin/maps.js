// Maps in the admin: those of the page, and those that a form adds later.

async function wake(root) {
	for (const figure of root.querySelectorAll("figure[data-map]")) {
		const { dataset } = figure;
		if (dataset.lat && dataset.lat === dataset.lon) dataset.lat = dataset.lon.replace(/longitude$/, "latitude");
		const { prepare } = await import(figure.dataset.script);
		prepare(figure);
	}
}

wake(document);
new MutationObserver((changes) => {
	for (const change of changes) {
		for (const node of change.addedNodes) if (node.querySelector?.("figure[data-map]")) wake(node);
	}
}).observe(document.body, { childList: true, subtree: true });
