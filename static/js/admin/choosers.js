// Once something is chosen, Wagtail gives the focus back to the button that opened the chooser, which is hidden by then:
// the button in its place gets it.

let opener = null;
document.addEventListener(
	"click",
	({ target }) => {
		const button = target.closest?.("[data-chooser-action-choose]");
		if (button) opener = { button, chooser: button.closest(".chooser") };
	},
	true,
);
window.jQuery?.(document).on("hidden.bs.modal", () => {
	if (opener && !opener.button.checkVisibility()) opener.chooser?.querySelector(".chosen button")?.focus();
	opener = null;
});
