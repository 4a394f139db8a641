import { Button } from "@/shared/components/button";
import { Modal } from "@heroui/react/modal";
import { ChevronLeft, ChevronRight, LoaderCircle, type LucideIcon, X, ZoomIn, ZoomOut } from "lucide-react";
import { type MouseEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pictureSrcSet } from "@/core/domain/pictures";
import { usePaging } from "@/shared/hooks/use-paging";

interface LightboxProps {
  /** Undefined while it is being loaded. */
  readonly url: string | undefined;
  readonly alt: string;
  readonly isOpen: boolean;
  onClose(): void;
  /** Undefined at the first picture, and without others. */
  readonly onPrevious?: (() => void) | undefined;
  readonly onNext?: (() => void) | undefined;
  /** The main action of the page. */
  readonly children?: ReactNode;
}

/** Shows a picture on the whole screen, in the dark. Zooms by a double click or a pinch; arrow keys and swipes open its neighbors. */
export function Lightbox({ isOpen, onClose, alt, ...rest }: LightboxProps) {
  return (
    <Modal.Backdrop isOpen={isOpen} onOpenChange={(open) => !open && onClose()} className="bg-black">
      <Modal.Container size="full" placement="center">
        <Modal.Dialog aria-label={alt} className="dark bg-black p-0 text-white">
          <Stage key={rest.url} alt={alt} onClose={onClose} {...rest} />
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}

/** How much larger the picture is after a double click. */
const ZOOM = 2.5;

function Stage({ url, alt, onClose, onPrevious, onNext, children }: Omit<LightboxProps, "isOpen">) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [isZoomed, setZoomed] = useState(false);
  const dragged = useRef<{ x: number; y: number } | null>(null);
  const { handleKey, swipes } = usePaging(
    () => onPrevious?.(),
    () => onNext?.(),
  );

  /** Zooms in or out. A place of the screen stays where it is. */
  const zoom = ({ clientX, clientY } = { clientX: innerWidth / 2, clientY: innerHeight / 2 }) => {
    setZoomed(!isZoomed);
    requestAnimationFrame(() => {
      const { clientWidth = 0, clientHeight = 0 } = scroller.current ?? {};
      const [left, top] = [clientX / clientWidth, clientY / clientHeight];
      scroller.current?.scrollTo({ left: left * (ZOOM - 1) * clientWidth, top: top * (ZOOM - 1) * clientHeight });
    });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys are shortcuts for the buttons inside
    <div
      className="relative size-full"
      onKeyDown={({ key }) => {
        if (!isZoomed) {
          handleKey(key);
        }
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the double click is a shortcut for the zoom button */}
      <div
        ref={scroller}
        dir="ltr"
        {...(isZoomed ? {} : swipes)}
        onDoubleClick={(event: MouseEvent) => zoom(event)}
        onPointerDown={({ pointerType, clientX, clientY }) => {
          dragged.current = isZoomed && pointerType === "mouse" ? { x: clientX, y: clientY } : null;
        }}
        onPointerMove={({ clientX, clientY }) => {
          if (dragged.current) {
            scroller.current?.scrollBy(dragged.current.x - clientX, dragged.current.y - clientY);
            dragged.current = { x: clientX, y: clientY };
          }
        }}
        onPointerUp={() => (dragged.current = null)}
        onPointerLeave={() => (dragged.current = null)}
        className={`scroller absolute inset-0 select-none ${isZoomed ? "cursor-grab overflow-auto active:cursor-grabbing" : "cursor-zoom-in touch-pan-y touch-pinch-zoom overflow-hidden"}`}
      >
        {url ? (
          <img
            src={url}
            srcSet={pictureSrcSet(url)}
            sizes={isZoomed ? `${ZOOM * 100}vw` : "100vw"}
            alt={alt}
            draggable={false}
            className={`size-full max-w-none object-contain ${isZoomed ? "" : children ? "lg:px-6 lg:pb-22 lg:pt-6" : "lg:p-6"}`}
            style={isZoomed ? { width: `${ZOOM * 100}%`, height: `${ZOOM * 100}%` } : undefined}
          />
        ) : (
          <LoaderCircle aria-hidden className="absolute inset-0 m-auto size-8 animate-spin text-white/70" />
        )}
      </div>
      <div className="absolute end-3 top-[max(0.75rem,env(safe-area-inset-top))] flex gap-2">
        <RoundButton label={t("app.zoom")} Icon={isZoomed ? ZoomOut : ZoomIn} isPressed={isZoomed} onPress={() => zoom()} />
        <RoundButton label={t("app.close")} Icon={X} onPress={onClose} autoFocus />
      </div>
      {onPrevious && !isZoomed && (
        <RoundButton
          label={t("app.previous")}
          Icon={ChevronLeft}
          className="absolute start-3 top-1/2 -translate-y-1/2 rtl:rotate-180"
          onPress={onPrevious}
        />
      )}
      {onNext && !isZoomed && (
        <RoundButton
          label={t("app.next")}
          Icon={ChevronRight}
          className="absolute end-3 top-1/2 -translate-y-1/2 rtl:rotate-180"
          onPress={onNext}
        />
      )}
      {children && !isZoomed && (
        <div className="absolute inset-x-4 bottom-[max(1rem,env(safe-area-inset-bottom))] mx-auto flex max-w-xs [&>*]:shadow-lg">
          {children}
        </div>
      )}
    </div>
  );
}

interface RoundButtonProps {
  readonly label: string;
  readonly Icon: LucideIcon;
  readonly isPressed?: boolean;
  readonly autoFocus?: boolean;
  readonly className?: string;
  onPress(): void;
}

function RoundButton({ label, Icon, isPressed, className = "", ...rest }: RoundButtonProps) {
  return (
    <Button
      isIconOnly
      variant="ghost"
      aria-label={label}
      aria-pressed={isPressed}
      className={`rounded-full bg-neutral-800/85 text-white backdrop-blur-md hover:bg-neutral-700 ${className}`}
      {...rest}
    >
      <Icon aria-hidden />
    </Button>
  );
}
