import { expect, test } from "vitest";
import { drawMask, type Stroke } from "./mask";

const stroke = (isErasing: boolean): Stroke => ({ width: 0.1, points: [{ x: 0, y: 0 }], isErasing });

/** Returns with which color, and how, each stroke is drawn. */
function draw(strokes: Stroke[], background?: string): string[] {
  const drawn: string[] = [];
  const context = {
    canvas: { width: 10, height: 10 },
    strokeStyle: "",
    globalCompositeOperation: "",
    clearRect() {},
    fillRect() {},
    beginPath() {},
    lineTo() {},
    stroke: () => drawn.push(`${context.strokeStyle} ${context.globalCompositeOperation}`),
  };
  drawMask(context as unknown as CanvasRenderingContext2D, strokes, "white", background);
  return drawn;
}

test("the eraser shows the picture again, and is black in the mask", () => {
  expect(draw([stroke(false), stroke(true)])).toEqual(["white source-over", "white destination-out"]);
  expect(draw([stroke(false), stroke(true)], "black")).toEqual(["white source-over", "black source-over"]);
});
