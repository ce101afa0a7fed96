// Passkeys. A form with data-passkey («add» or «use») asks its data-options what to ask of the browser, asks it, and is
// sent with the answer. Where the browser knows no passkeys, or scripts are off, what has data-passkey-part stays hidden.

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
const toText = (buffer) =>
	btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function readable({ publicKey }) {
	const key = { ...publicKey, challenge: toBytes(publicKey.challenge) };
	if (key.user) key.user = { ...key.user, id: toBytes(key.user.id) };
	for (const list of ["excludeCredentials", "allowCredentials"]) {
		if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: toBytes(one.id) }));
	}
	return { publicKey: key };
}

function writable(credential) {
	const response = {};
	for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
		if (credential.response[name]) response[name] = toText(credential.response[name]);
	}
	return {
		id: credential.id,
		rawId: toText(credential.rawId),
		type: credential.type,
		response,
		clientExtensionResults: credential.getClientExtensionResults(),
	};
}

async function ask(form) {
	const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
	const options = await answer.json();
	if (!answer.ok) throw new Error(options.said);
	const credentials = navigator.credentials;
	return form.dataset.passkey === "add" ? credentials.create(readable(options)) : credentials.get(readable(options));
}

function why(error, said) {
	if (error instanceof DOMException) {
		if (error.name === "NotAllowedError" || error.name === "AbortError") return said.dataset.cancelled;
		if (error.name === "InvalidStateError") return said.dataset.known;
		return said.dataset.failed;
	}
	return error instanceof SyntaxError || error instanceof TypeError || !error.message ? said.dataset.failed : error.message;
}

if (window.PublicKeyCredential) {
	for (const part of document.querySelectorAll("[data-passkey-part]")) part.hidden = false;
	for (const part of document.querySelectorAll("[data-passkey-without]")) part.hidden = true;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
	const said = document.getElementById(form.dataset.says);
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		said.textContent = "";
		try {
			form.elements.credential.value = JSON.stringify(writable(await ask(form)));
			form.submit();
		} catch (error) {
			said.textContent = why(error, said);
		}
	});
}
