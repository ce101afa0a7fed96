// The map that the server drew becomes one that moves. The drawing stays the ground; tiles lie under it where the
// municipality has set them. Loaded only where there is a map, and Leaflet only when somebody wants to move it.

const prepared = new WeakSet();

for (const figure of document.querySelectorAll("figure[data-map]")) prepare(figure);

export function prepare(figure) {
	if (prepared.has(figure)) return;
	prepared.add(figure);
	const tools = figure.querySelector(".map-tools");
	if (figure.dataset.layer) return seen(figure, () => open(figure, false));
	tools.hidden = false;
	const opener = tools.querySelector("[data-map-open]");
	opener.addEventListener("click", () => open(figure), { once: true });
	if (figure.dataset.answer && document.getElementById(figure.dataset.answer).value) open(figure, false);
}

// An editor's map may stand in a tab or a block that is closed: it has no size before it is seen.
function seen(figure, then) {
	const watch = new IntersectionObserver(([entry]) => {
		if (!entry.isIntersecting) return;
		watch.disconnect();
		then();
	}, { rootMargin: "600px" });
	watch.observe(figure);
}

async function open(figure, asked = true) {
	const { map: edges, leaflet, leafletCss, tiles, attribution, places, lat, answer, layer, layers, zoomIn, zoomOut, keys } = figure.dataset;
	await Promise.all([style(leafletCss), import(leaflet)]);
	const [west, south, east, north] = edges.split(" ").map(Number);
	const bounds = [[south, west], [north, east]];
	const drawing = figure.querySelector("svg");
	const place = document.createElement("div");
	place.className = "map-place";
	place.setAttribute("role", "group");
	place.setAttribute("aria-label", keys);
	drawing.replaceWith(place);
	const map = L.map(place, { zoomSnap: 0.5, attributionControl: Boolean(attribution), zoomControl: false });
	L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
	map.attributionControl?.setPrefix(false).addAttribution(attribution);
	if (tiles) L.tileLayer(tiles, { maxZoom: 19 }).addTo(map);
	ground(map, drawing, bounds, Boolean(tiles));
	map.fitBounds(bounds).setMinZoom(map.getZoom() - 1).setMaxZoom(map.getZoom() + (places || answer || layer ? 9 : 6));
	const marks = L.layerGroup().addTo(map);
	show(map, marks, drawn(drawing));
	const opener = figure.querySelector("[data-map-open]");
	if (opener) opener.hidden = true;
	if (layer) (await import(layers)).editing(figure, map, { pen, pin });
	figure.querySelector(".map-tools").hidden = !lat && !places && !answer && !layer;
	if (lat) picking(figure, map);
	if (answer) answering(figure, map);
	if (places) following(figure, map, marks);
	if (asked) place.querySelector(".leaflet-control-zoom-in").focus();
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
	for (const marks of copy.querySelectorAll(".spots, .bunches, .names")) marks.remove();
	for (const name of ["role", "aria-label"]) copy.removeAttribute(name);
	copy.setAttribute("aria-hidden", "true");
	copy.setAttribute("preserveAspectRatio", "none");
	copy.classList.toggle("over-tiles", overTiles);
	L.svgOverlay(copy, bounds, { interactive: false }).addTo(map);
	if (!overTiles) names(map, drawing, bounds);
}

// Names keep their size when the map grows.
function names(map, drawing, [[south, west], [north, east]]) {
	const { width, height } = drawing.viewBox.baseVal;
	const [from, to] = [L.CRS.EPSG3857.project(L.latLng(north, west)), L.CRS.EPSG3857.project(L.latLng(south, east))];
	for (const name of drawing.querySelectorAll(".names text")) {
		const part = [name.getAttribute("x") / width, name.getAttribute("y") / height];
		const at = L.point(from.x + (to.x - from.x) * part[0], from.y + (to.y - from.y) * part[1]);
		const word = document.createElement("span");
		word.textContent = name.textContent;
		L.marker(L.CRS.EPSG3857.unproject(at), {
			icon: L.divIcon({ className: "map-name", html: word, iconSize: [0, 0] }),
			interactive: false,
			keyboard: false,
			zIndexOffset: -1000,
		}).addTo(map);
	}
}

// What the drawing shows, as the server also tells it of a map that has been moved.
function drawn(drawing) {
	const numbers = (text, sign = " ") => text.split(sign).map(Number);
	const place = (link) => ({ at: numbers(link.dataset.at), label: link.querySelector("title").textContent, url: link.getAttribute("href") });
	return {
		points: [...drawing.querySelectorAll(".spots a")].map((link) => ({ ...place(link), state: link.dataset.state })),
		bunches: [...drawing.querySelectorAll(".bunches a")].map((link) => ({
			...place(link),
			number: Number(link.dataset.number),
			box: numbers(link.dataset.box, ","),
		})),
	};
}

function show(map, marks, { points, bunches }) {
	marks.clearLayers();
	for (const point of points) point.url ? linked(map, marks, point) : told(marks, point);
	for (const bunch of bunches) pressed(map, marks, bunch);
}

// A pin that leads somewhere is an ordinary link. Moving the map by it does not follow it.
function linked(map, marks, { at, label, url, state }) {
	const icon = pin(state);
	const link = Object.assign(document.createElement("a"), { href: url, title: label, innerHTML: icon.options.html });
	link.setAttribute("aria-label", label);
	link.addEventListener("click", (event) => map.dragging.moved() && event.preventDefault());
	icon.options.html = link;
	L.marker(at, { icon, keyboard: false }).addTo(marks);
}

function told(marks, { at, label, state }) {
	const element = L.marker(at, { icon: pin(state), title: label, keyboard: false }).addTo(marks).getElement();
	element.setAttribute("role", "img");
	element.setAttribute("aria-label", label);
}

function pressed(map, marks, bunch) {
	const marker = L.marker(bunch.at, { icon: disc(bunch.number), title: bunch.label }).addTo(marks);
	marker.getElement().setAttribute("aria-label", bunch.label);
	marker.on("click keypress", (event) => (event.originalEvent.key ?? "Enter") === "Enter" && closer(map, bunch));
}

// Zoom to where the places are; as close as it gets, list them instead.
function closer(map, { box: [west, south, east, north], url }) {
	if (map.getZoom() >= map.getMaxZoom()) location.assign(url);
	else map.fitBounds([[south, west], [north, east]]);
}

function pin(state) {
	return L.divIcon({
		className: "map-pin",
		html: `<svg viewBox="0 0 26 34" data-state="${state}" aria-hidden="true"><path d="M13 33 3 17a11.5 11.5 0 1 1 20 0z"/></svg>`,
		iconSize: [26, 34],
		iconAnchor: [13, 33],
	});
}

function disc(number) {
	const size = 36 + 8 * Math.min(String(number).length, 4);
	return L.divIcon({ className: "map-bunch", html: String(number), iconSize: [size, size] });
}

// A map of many places asks the server for those it shows now. The last question counts.
function following(figure, map, marks) {
	const list = figure.querySelector("[data-map-list]");
	const status = figure.querySelector("[role=status]");
	let asked = null;

	const ask = async () => {
		asked?.abort();
		asked = new AbortController();
		const address = new URL(figure.dataset.places, location.href);
		address.searchParams.set("seen", box(map.getBounds()));
		address.searchParams.set("width", Math.round(map.getSize().x));
		try {
			const answer = await fetch(address, { signal: asked.signal });
			if (!answer.ok) throw new Error(answer.statusText);
			const found = await answer.json();
			const onMark = document.activeElement?.closest(".leaflet-marker-icon");
			show(map, marks, found);
			if (onMark) map.getContainer().focus();
			status.textContent = found.said;
			list.href = found.list;
			list.hidden = false;
		} catch (error) {
			if (error.name !== "AbortError") status.textContent = status.dataset.failed;
		}
	};
	map.on("moveend", ask);
	ask();
}

function box(bounds) {
	const within = (value, least, most) => Math.min(Math.max(value, least), most).toFixed(6);
	return [
		within(bounds.getWest(), -180, 180),
		within(bounds.getSouth(), -90, 90),
		within(bounds.getEast(), -180, 180),
		within(bounds.getNorth(), -90, 90),
	].join(",");
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

// An answer on the map: several places, a line or an outline, kept as JSON in a hidden field.
function answering(figure, map) {
	const { answer, draws, most } = figure.dataset;
	const input = document.getElementById(answer);
	const changed = (points) => { input.value = points.length ? JSON.stringify(points) : ""; };
	const shown = pen(figure, map, { draws, most: Number(most), points: kept(input.value), changed }).bounds();
	if (shown.isValid()) map.fitBounds(shown.extend(map.getBounds()));
}

// Marks places one after another: by a click, by dragging, or by moving the map and marking its middle. ``changed`` hears
// of them as [longitude, latitude].
function pen(figure, map, { draws, most, points, changed }) {
	const [here, back] = ["[data-map-here]", "[data-map-back]"].map((name) => figure.querySelector(name));
	const status = figure.querySelector("[role=status]");
	const markers = [];
	const style = { className: "map-drawn" };
	const line = draws === "points" ? null : (draws === "outline" ? L.polygon([], style) : L.polyline([], style)).addTo(map);
	const ended = new AbortController();

	const tell = (said = true) => {
		const places = markers.map((marker) => marker.getLatLng());
		line?.setLatLngs(places);
		back.hidden = !places.length;
		changed(places.map(({ lat, lng }) => [Number(lng.toFixed(6)), Number(lat.toFixed(6))]));
		if (said) status.textContent = `${status.dataset.number} ${places.length}`;
	};
	const add = ({ lat, lng }) => {
		const icon = line ? L.divIcon({ className: "map-corner", iconSize: [16, 16] }) : pin("now");
		markers.push(L.marker([lat, lng], { icon, draggable: true, keyboard: false }).on("drag", () => tell(false)).addTo(map));
	};
	const put = (place) => {
		if (markers.length >= most) {
			status.textContent = status.dataset.full;
			return;
		}
		add(place);
		tell();
	};
	const click = (event) => put(event.latlng);

	for (const [lng, lat] of points) add({ lat, lng });
	if (markers.length) tell(false);
	here.hidden = false;
	here.addEventListener("click", () => put(map.getCenter()), { signal: ended.signal });
	back.addEventListener("click", () => {
		markers.pop()?.remove();
		tell();
		if (back.hidden) here.focus();
	}, { signal: ended.signal });
	map.on("click", click);
	return {
		bounds: () => L.featureGroup(markers).getBounds(),
		end() {
			ended.abort();
			map.off("click", click);
			for (const drawn of [...markers, ...(line ? [line] : [])]) drawn.remove();
			here.hidden = back.hidden = true;
		},
	};
}

function kept(text) {
	try {
		const points = JSON.parse(text || "[]");
		return Array.isArray(points) ? points.filter((point) => Array.isArray(point) && point.every(Number.isFinite)) : [];
	} catch {
		return [];
	}
}
