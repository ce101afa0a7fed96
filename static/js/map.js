// The map that the server drew becomes one that moves. The drawing stays the ground; tiles lie under it where the
// municipality has set them. Loaded only where there is a map, and Leaflet only when somebody wants to move it.

for (const figure of document.querySelectorAll("figure[data-map]")) prepare(figure);

function prepare(figure) {
	const tools = figure.querySelector(".map-tools");
	tools.hidden = false;
	tools.querySelector("[data-map-open]").addEventListener("click", () => open(figure), { once: true });
}

async function open(figure) {
	const { map: edges, leaflet, leafletCss, tiles, attribution } = figure.dataset;
	await Promise.all([style(leafletCss), import(leaflet)]);
	const [west, south, east, north] = edges.split(" ").map(Number);
	const bounds = [[south, west], [north, east]];
	const drawing = figure.querySelector("svg");
	const place = document.createElement("div");
	place.className = "map-place";
	drawing.replaceWith(place);
	const map = L.map(place, { zoomSnap: 0.5, attributionControl: Boolean(attribution) });
	map.attributionControl?.setPrefix(false).addAttribution(attribution);
	if (tiles) L.tileLayer(tiles, { maxZoom: 19 }).addTo(map);
	ground(map, drawing, bounds, Boolean(tiles));
	map.fitBounds(bounds).setMinZoom(map.getZoom() - 1).setMaxZoom(map.getZoom() + 6);
	for (const spot of drawing.querySelectorAll(".spots a")) mark(map, spot);
	figure.querySelector("[data-map-open]").hidden = true;
	figure.querySelector(".map-tools").hidden = !figure.dataset.lat;
	if (figure.dataset.lat) picking(figure, map);
	place.querySelector(".leaflet-control-zoom-in").focus();
}

function style(address) {
	return new Promise((resolve, reject) => {
		const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address, onload: resolve, onerror: reject });
		document.head.prepend(link);
	});
}

// Areas lie over tiles, or are the ground themselves.
function ground(map, drawing, bounds, overTiles) {
	const copy = drawing.cloneNode(true);
	copy.querySelector(".spots").remove();
	copy.setAttribute("preserveAspectRatio", "none");
	copy.classList.toggle("over-tiles", overTiles);
	L.svgOverlay(copy, bounds, { interactive: false }).addTo(map);
}

function mark(map, spot) {
	const label = spot.querySelector("title").textContent;
	const marker = L.marker(spot.dataset.at.split(" ").map(Number), { icon: pin(spot.dataset.state), title: label, alt: label });
	const address = spot.getAttribute("href");
	if (address) marker.on("click keypress", (event) => (event.originalEvent.key ?? "Enter") === "Enter" && location.assign(address));
	return marker.addTo(map);
}

function pin(state) {
	return L.divIcon({
		className: "map-pin",
		html: `<svg viewBox="0 0 26 34" data-state="${state}" aria-hidden="true"><path d="M13 33 3 17a11.5 11.5 0 1 1 20 0z"/></svg>`,
		iconSize: [26, 34],
		iconAnchor: [13, 33],
	});
}

// Choosing a place: by a click, by dragging the pin, or by moving the map and marking its middle.
function picking(figure, map) {
	const inputs = [figure.dataset.lat, figure.dataset.lon].map((id) => document.getElementById(id));
	const [here, clear] = ["[data-map-here]", "[data-map-clear]"].map((name) => figure.querySelector(name));
	const status = figure.querySelector("[role=status]");
	let marker = null;

	const put = ({ lat, lng }, said = true) => {
		marker ??= L.marker([lat, lng], { icon: pin("now"), draggable: true, keyboard: false }).on("dragend", () => put(marker.getLatLng())).addTo(map);
		marker.setLatLng([lat, lng]);
		[inputs[0].value, inputs[1].value] = [lat.toFixed(6), lng.toFixed(6)];
		clear.hidden = false;
		if (said) status.textContent = status.dataset.marked;
	};

	here.hidden = false;
	here.addEventListener("click", () => put(map.getCenter()));
	clear.addEventListener("click", () => {
		marker?.remove();
		marker = null;
		for (const input of inputs) input.value = "";
		clear.hidden = true;
		status.textContent = status.dataset.cleared;
		here.focus();
	});
	map.on("click", (event) => put(event.latlng));
	if (inputs[0].value && inputs[1].value) put({ lat: Number(inputs[0].value), lng: Number(inputs[1].value) }, false);
}
