// An editor's layer of shapes with names, kept as GeoJSON in a text field: drawn, moved, named, removed, or brought as a
// file or as text, which the server judges.

const LEAST = { Point: 1, LineString: 2, Polygon: 3 };
const PENS = { Point: "points", LineString: "line", Polygon: "outline" };

export function editing(figure, map, { pen, pin }) {
	const input = document.getElementById(figure.dataset.layer);
	const find = (name) => figure.querySelector(name);
	const [here, done, list, file, row, status] = ["[data-map-here]", "[data-map-done]", "ol", "[type=file]", "template", "[role=status]"].map(find);
	const beginnings = [...figure.querySelectorAll("[data-draws]")];
	const details = figure.parentElement.querySelector("details");
	const words = Object.fromEntries(beginnings.map((button) => [button.dataset.draws, button.dataset.word]));
	let shapes = []; // { geometry, name, drawn }
	let now = null; // { shape, pencil }: the one that is being drawn
	let held = false; // the text is not that of the shapes: it is being judged, or was refused

	const write = () => {
		const features = shapes.filter(({ geometry }) => isWhole(geometry)).map(({ geometry, name }) => ({ type: "Feature", geometry, properties: { name } }));
		input.value = features.length ? JSON.stringify({ type: "FeatureCollection", features }) : "";
		input.dispatchEvent(new Event("input", { bubbles: true })); // the form has something to save
	};

	const show = (shape) => {
		const pointToLayer = (_feature, at) => L.marker(at, { icon: pin("now"), interactive: false, keyboard: false });
		shape.drawn = L.geoJSON(shape.geometry, { interactive: false, style: { className: "map-drawn" }, pointToLayer }).addTo(map);
	};

	const item = (shape) => {
		const one = row.content.cloneNode(true).firstElementChild;
		const [kind, name, change, remove] = ["[data-kind]", "input", "[data-change]", "[data-remove]"].map((part) => one.querySelector(part));
		const called = () => {
			for (const button of [change, remove]) button.setAttribute("aria-label", `${button.textContent}: ${shape.name || kind.textContent}`);
		};
		kind.textContent = words[shape.geometry.type.replace("Multi", "")] ?? kind.textContent;
		name.value = shape.name;
		name.addEventListener("input", () => {
			shape.name = name.value;
			called();
			write();
		});
		name.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
		change.hidden = !corners(shape.geometry);
		change.addEventListener("click", () => begin(shape));
		remove.addEventListener("click", () => {
			if (now?.shape === shape) end();
			shape.drawn?.remove();
			shapes = shapes.filter((other) => other !== shape);
			one.remove();
			write();
			(now ? here : beginnings[0]).focus();
		});
		called();
		list.append(one);
		return one;
	};

	// What is begun is kept as soon as it is whole: nobody has to press «Ready» before saving.
	const begin = (shape) => {
		end();
		shape.drawn?.remove();
		const { type } = shape.geometry;
		const changed = (points) => {
			shape.geometry = shaped(type, points);
			write();
		};
		now = { shape, pencil: pen(figure, map, { draws: PENS[type], most: type === "Point" ? 1 : 500, points: corners(shape.geometry), changed }) };
		drawing(true);
		here.focus();
	};

	const end = () => {
		if (!now) return null;
		const { shape, pencil } = now;
		now = null;
		pencil.end();
		drawing(false);
		if (isWhole(shape.geometry)) {
			show(shape);
			return shape;
		}
		list.children[shapes.indexOf(shape)].remove();
		shapes = shapes.filter((other) => other !== shape);
		status.textContent = status.dataset.few;
		return null;
	};

	const drawing = (is) => {
		for (const button of beginnings) button.hidden = is;
		done.hidden = !is;
	};

	const take = (text) => {
		const added = JSON.parse(text).features.map(({ geometry, properties }) => ({ geometry, name: properties?.name ?? "" }));
		for (const shape of added) {
			show(shape);
			item(shape);
		}
		shapes.push(...added);
		const edges = L.featureGroup(shapes.map(({ drawn }) => drawn)).getBounds();
		if (edges.isValid()) map.fitBounds(edges.pad(0.2), { maxZoom: 16 });
	};

	const hold = (is) => {
		held = list.inert = is;
		for (const control of [...beginnings, file]) control.setAttribute("aria-disabled", is);
	};

	// Nothing else writes meanwhile.
	const judge = async (blob) => {
		const body = new FormData();
		body.append("file", blob, "layer.geojson");
		const token = figure.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;
		end();
		hold(true);
		input.readOnly = true;
		try {
			const answer = await fetch(figure.dataset.judge, { method: "POST", body, headers: { "X-CSRFToken": token } });
			const { text, said } = await answer.json();
			status.textContent = said;
			return text;
		} catch {
			status.textContent = status.dataset.failed;
			return "";
		} finally {
			hold(false);
			input.readOnly = false;
		}
	};

	// What was refused stays in the field until its writer mends or clears it.
	const read = async () => {
		const is = Boolean(input.value.trim());
		const text = is && (await judge(new Blob([input.value])));
		clear();
		hold(is && !text);
		if (text) {
			take(text);
			write();
		} else if (is) {
			status.textContent += ` ${status.dataset.held}`;
			details.open = true;
		} else status.textContent = "";
	};

	const clear = () => {
		end();
		for (const { drawn } of shapes) drawn?.remove();
		shapes = [];
		list.replaceChildren();
	};

	for (const button of beginnings) {
		button.addEventListener("click", () => {
			if (held) return;
			const shape = { geometry: shaped(button.dataset.draws, []), name: "" };
			end();
			shapes.push(shape);
			item(shape);
			begin(shape);
		});
	}
	done.addEventListener("click", () => {
		const shape = end();
		if (shape) list.children[shapes.indexOf(shape)].querySelector("input").focus();
		else beginnings[0].focus();
	});
	file.addEventListener("click", (event) => held && event.preventDefault());
	file.addEventListener("change", async () => {
		const text = file.files[0] && (await judge(file.files[0]));
		file.value = "";
		if (!text) return;
		take(text);
		write();
	});
	input.addEventListener("change", read);

	details.open = false;
	if (readable(input.value)) take(input.value);
	else if (input.value.trim()) read();
}

const isWhole = ({ type, coordinates }) => !(type in LEAST) || (type === "Polygon" ? coordinates[0].length > LEAST.Polygon : type === "Point" ? coordinates.length === 2 : coordinates.length >= LEAST[type]);

function shaped(type, points) {
	if (type === "Point") return { type, coordinates: points[0] ?? [] };
	if (type === "LineString") return { type, coordinates: points };
	return { type, coordinates: [points.length ? [...points, points[0]] : []] };
}

// The places of a shape that the pen can draw; null of what has several parts or holes.
function corners({ type, coordinates }) {
	if (type === "Point") return coordinates.length ? [coordinates] : [];
	if (type === "LineString") return coordinates;
	return type === "Polygon" && coordinates.length === 1 ? coordinates[0].slice(0, -1) : null;
}

// What the server has judged: an editor's own text may be anything.
function readable(text) {
	try {
		return JSON.parse(text).features.every(({ geometry, properties }) => geometry.coordinates && typeof properties.name === "string");
	} catch {
		return false;
	}
}
