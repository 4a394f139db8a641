const NAME = "template-picture";

/** Milliseconds for which a card keeps the name after a return: until the browser has taken its picture. */
const KEPT = 600;

let opened: { readonly id: string; readonly place: string } | null = null;

const named = () => document.querySelectorAll<HTMLElement>("[data-opened-picture]");

/** Gives the name to an element. No two elements on a page may have the same. */
function name(element: HTMLElement): void {
  for (const other of named()) {
    other.style.viewTransitionName = "";
    delete other.dataset.openedPicture;
  }
  element.dataset.openedPicture = "";
  element.style.viewTransitionName = NAME;
}

/** Marks the picture of the card that the user opens, so that the browser lets it grow to the one on the template's page. */
export function markOpened(id: string, place: string, picture: HTMLElement): void {
  opened = { id, place };
  name(picture);
}

/** Marks the same card again when the user comes back, if it is this one. */
export function markReturned(id: string, place: string, picture: HTMLElement): void {
  if (opened?.id === id && opened.place === place) {
    opened = null;
    name(picture);
    setTimeout(() => {
      picture.style.viewTransitionName = "";
      delete picture.dataset.openedPicture;
    }, KEPT);
  }
}

/** Marks the picture on the template's page. Without a card that it grows from, it would cover the page while that appears. */
export function markLarge(id: string, picture: HTMLElement): void {
  if (opened?.id === id) {
    name(picture);
  }
}
