import { Button } from "@/shared/components/button";
import { Modal } from "@heroui/react/modal";
import { Eraser, type LucideIcon, RotateCcw, Undo2 } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/shared/components/dialog";
import { drawMask, drawStripes, maskFile, maskSize, type Point, type Size, type Stroke } from "../stores/mask";

interface MaskEditorProps {
  readonly isOpen: boolean;
  /** The picture of which a part is changed. */
  readonly url: string;
  onDone(mask: File | null): void;
  onClose(): void;
}

/** Brush widths as fractions of the picture's width. */
const BRUSHES = { small: 0.04, medium: 0.09, large: 0.18 } as const;

/** How far an arrow key moves the brush, as a fraction of the picture's width. */
const STEP = 0.03;

/** Opens a dialog to paint over the part of a picture that is to change. */
export function MaskEditor({ isOpen, onClose, ...rest }: MaskEditorProps) {
  const { t } = useTranslation("generation");
  return (
    <Dialog isOpen={isOpen} title={t("create.mask.title")} size="lg" isDismissable={false} onClose={onClose}>
      <Editor {...rest} />
    </Dialog>
  );
}

function Editor({ url, onDone }: Pick<MaskEditorProps, "url" | "onDone">) {
  const { t } = useTranslation("generation");
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [brush, setBrush] = useState<keyof typeof BRUSHES>("medium");
  const [isErasing, setErasing] = useState(false);
  const [cursor, setCursor] = useState<Point>({ x: 0.5, y: 0.5 });
  const isPainting = useRef(false);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context && size) {
      drawMask(context, strokes, getComputedStyle(canvas.current!).color);
      drawStripes(context, "white");
    }
  }, [strokes, size]);

  const addPoint = useCallback((point: Point) => {
    setStrokes((all) => [...all.slice(0, -1), { ...all.at(-1)!, points: [...all.at(-1)!.points, point] }]);
  }, []);
  const pointOf = (event: PointerEvent): Point => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  const startStroke = (point: Point) => setStrokes((all) => [...all, { width: BRUSHES[brush], points: [point], isErasing }]);

  const handleKey = (event: KeyboardEvent) => {
    const move = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (move) {
      setCursor(({ x, y }) => ({ x: Math.min(1, Math.max(0, x + move[0]!)), y: Math.min(1, Math.max(0, y + move[1]!)) }));
    } else if (event.key === " " || event.key === "Enter") {
      startStroke(cursor);
    } else {
      return;
    }
    event.preventDefault();
  };

  return (
    <>
      <Modal.Body>
        <p id="mask-help" className="mb-3 text-muted">
          {t("create.mask.help")}
        </p>
        <div className="relative mx-auto w-fit touch-none select-none overflow-hidden rounded-2xl bg-surface-tertiary" dir="ltr">
          <img
            src={url}
            alt=""
            draggable={false}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setSize({ width, height })}
            className="max-h-[48dvh] max-w-full"
          />
          {size && (
            <>
              {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: an application handles the arrow keys itself */}
              <canvas
                ref={canvas}
                role="application"
                tabIndex={0}
                aria-label={t("create.mask.surface")}
                aria-describedby="mask-help mask-keys"
                {...maskSize(size)}
                onKeyDown={handleKey}
                onPointerDown={(event) => {
                  event.currentTarget.setPointerCapture(event.pointerId);
                  isPainting.current = true;
                  startStroke(pointOf(event));
                }}
                onPointerMove={(event) => isPainting.current && addPoint(pointOf(event))}
                onPointerUp={() => (isPainting.current = false)}
                onPointerCancel={() => (isPainting.current = false)}
                className="peer absolute inset-0 size-full cursor-crosshair text-ember opacity-85 outline-none focus-visible:[box-shadow:inset_0_0_0_3px_var(--focus)]"
              />
              <span
                aria-hidden
                className="pointer-events-none absolute hidden aspect-square -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-white shadow-[0_0_0_1px_black] peer-focus-visible:block"
                style={{ left: `${cursor.x * 100}%`, top: `${cursor.y * 100}%`, width: `${BRUSHES[brush] * 100}%` }}
              />
            </>
          )}
        </div>
        <p id="mask-keys" className="sr-only">
          {t("create.mask.keys")}
        </p>
        <div className="mt-3 flex items-stretch gap-1 overflow-x-auto">
          <fieldset className="flex gap-1">
            <legend className="sr-only">{t("create.mask.brush")}</legend>
            {(["small", "medium", "large"] as const).map((name, index) => (
              <label
                key={name}
                className={`${TOOL} relative has-checked:bg-accent has-checked:text-accent-foreground has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus`}
              >
                <input
                  type="radio"
                  name="brush"
                  checked={brush === name}
                  onChange={() => setBrush(name)}
                  className="absolute inset-0 size-full cursor-pointer opacity-0"
                />
                <span className="grid size-6 place-items-center">
                  <span className="rounded-full bg-current" style={{ width: 6 + index * 7, height: 6 + index * 7 }} />
                </span>
                {t(`create.mask.brushes.${name}`)}
              </label>
            ))}
          </fieldset>
          <Tool Icon={Eraser} label={t("create.mask.brushes.eraser")} isPressed={isErasing} onPress={() => setErasing(!isErasing)} />
          <span className="grow" />
          <Tool
            Icon={Undo2}
            label={t("create.mask.undo")}
            isDisabled={strokes.length === 0}
            onPress={() => setStrokes(strokes.slice(0, -1))}
          />
          <Tool Icon={RotateCcw} label={t("create.mask.clear")} isDisabled={strokes.length === 0} onPress={() => setStrokes([])} />
        </div>
      </Modal.Body>
      <Modal.Footer>
        <Button
          className="w-full sm:w-auto sm:px-8"
          isDisabled={!size || strokes.every((stroke) => stroke.isErasing)}
          onPress={() => void maskFile(strokes, size!).then(onDone)}
        >
          {t("create.mask.done")}
        </Button>
      </Modal.Footer>
    </>
  );
}

const TOOL = "flex min-w-12 cursor-pointer flex-col items-center gap-1 rounded-xl px-1.5 py-2 text-xs text-foreground sm:px-2.5";

interface ToolProps {
  readonly Icon: LucideIcon;
  readonly label: string;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  onPress(): void;
}

function Tool({ Icon, label, isPressed, isDisabled, onPress }: ToolProps) {
  return (
    <button
      type="button"
      aria-pressed={isPressed}
      disabled={isDisabled}
      onClick={onPress}
      className={`${TOOL} shows-focus hover:bg-surface-secondary disabled:cursor-default disabled:opacity-40 aria-pressed:bg-accent aria-pressed:text-accent-foreground`}
    >
      <Icon aria-hidden size={24} strokeWidth={1.6} />
      {label}
    </button>
  );
}
