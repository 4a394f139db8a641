/** A place on a picture, as fractions of its width and height. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Stroke {
  /** As a fraction of the picture's width. */
  readonly width: number;
  readonly points: readonly Point[];
  /** Whether it removes what earlier strokes painted. */
  readonly isErasing: boolean;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The longer side of a mask in pixels. Engines scale it to the picture. */
const MAX_SIDE = 1536;

/** The size of the mask of a picture: the picture's shape, and not larger than an engine needs. */
export function maskSize({ width, height }: Size): Size {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** Draws the strokes in one color. */
export function drawMask(context: CanvasRenderingContext2D, strokes: readonly Stroke[], color: string, background?: string): void {
  const { width, height } = context.canvas;
  context.globalCompositeOperation = "source-over";
  context.clearRect(0, 0, width, height);
  if (background) {
    context.fillStyle = background;
    context.fillRect(0, 0, width, height);
  }
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const stroke of strokes) {
    context.strokeStyle = (stroke.isErasing && background) || color;
    context.globalCompositeOperation = stroke.isErasing && !background ? "destination-out" : "source-over";
    context.lineWidth = stroke.width * width;
    context.beginPath();
    for (const { x, y } of [stroke.points[0]!, ...stroke.points]) {
      context.lineTo(x * width, y * height);
    }
    context.stroke();
  }
}

/** How many stripes a picture is wide. */
const STRIPES = 28;

/** Draws stripes of a second color on what is painted, so that it stands out from every picture. */
export function drawStripes(context: CanvasRenderingContext2D, color: string): void {
  const { width, height } = context.canvas;
  const step = width / STRIPES;
  context.globalCompositeOperation = "source-atop";
  context.lineCap = "butt";
  context.strokeStyle = color;
  context.lineWidth = step / 3;
  context.beginPath();
  for (let x = -height; x < width; x += step) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
}

/** The mask as the API takes it: white where the picture changes, black elsewhere. */
export async function maskFile(strokes: readonly Stroke[], picture: Size): Promise<File> {
  const canvas = Object.assign(document.createElement("canvas"), maskSize(picture));
  drawMask(canvas.getContext("2d")!, strokes, "white", "black");
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  return new File([blob!], "mask.png", { type: "image/png" });
}
