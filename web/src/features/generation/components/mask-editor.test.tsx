import i18next from "@/shared/translations/i18n";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/generation/en.json";
import { MaskEditor } from "./mask-editor";

/** The picture in pixels, and where the page shows it. */
const SIZE = { width: 200, height: 400 };
const SHOWN = new DOMRect(10, 20, 100, 200);

/** The lines that were drawn last: those of the strokes, and then the stripes on them. */
let lines: [x: number, y: number][][];

beforeAll(() => i18next.loadNamespaces("generation"));
beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  const context = {
    canvas: SIZE,
    clearRect: () => (lines = []),
    beginPath: () => lines.push([]),
    moveTo() {},
    lineTo: (x: number, y: number) => lines.at(-1)!.push([x, y]),
    stroke() {},
  };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(context as unknown as CanvasRenderingContext2D);
  vi.spyOn(HTMLCanvasElement.prototype, "getBoundingClientRect").mockReturnValue(SHOWN);
  vi.spyOn(HTMLCanvasElement.prototype, "setPointerCapture").mockReturnValue();
});
afterEach(cleanup);

test("paints where the pointer is", async () => {
  render(<MaskEditor isOpen url="/a.jpg" onDone={() => {}} onClose={() => {}} />);
  const picture = document.querySelector("img")!;
  Object.defineProperties(picture, { naturalWidth: { value: SIZE.width }, naturalHeight: { value: SIZE.height } });
  fireEvent.load(picture);
  const surface = await screen.findByRole("application", { name: en.create.mask.surface });

  fireEvent.pointerDown(surface, { clientX: 10, clientY: 20 });
  fireEvent.pointerMove(surface, { clientX: 60, clientY: 120 });
  fireEvent.pointerUp(surface);
  fireEvent.pointerMove(surface, { clientX: 110, clientY: 220 });

  const [start, ...others] = lines[0]!;
  expect(start).toEqual([0, 0]);
  expect(others.at(-1)).toEqual([100, 200]);
});
