import { Button } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "@/core/domain/entities/template";
import { TemplateCard } from "./template-card";

interface TemplateStripProps {
  readonly title: string;
  /** Undefined until they are loaded. */
  readonly templates: readonly Template[] | undefined;
  /** Whether it is in the first view. */
  readonly isFirst?: boolean;
  readonly isLarge?: boolean;
}

/** A row of templates that scrolls sideways. Mice, which cannot swipe, have buttons. */
export function TemplateStrip({ title, templates, isFirst = false, isLarge = false }: TemplateStripProps) {
  const { t } = useTranslation();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const scroll = (pages: number) => {
    const direction = getComputedStyle(list.current!).direction === "rtl" ? -1 : 1;
    list.current!.scrollBy({ left: pages * direction * list.current!.clientWidth * 0.8, behavior: "smooth" });
  };
  return (
    <section aria-labelledby={id} className="template-strip">
      <div className="mb-3 flex items-center justify-between gap-4">
        <h2 id={id} className="text-xl font-semibold">
          {title}
        </h2>
        {/* The keyboard reaches the templates themselves. */}
        <div aria-hidden className="hidden gap-1.5 pointer-fine:flex">
          <Button isIconOnly size="sm" variant="secondary" tabIndex={-1} onPress={() => scroll(-1)}>
            <ChevronLeft className="rtl:rotate-180" />
          </Button>
          <Button isIconOnly size="sm" variant="secondary" tabIndex={-1} onPress={() => scroll(1)}>
            <ChevronRight className="rtl:rotate-180" />
          </Button>
        </div>
      </div>
      <ul
        ref={list}
        aria-busy={!templates}
        className="scroller -mx-4 flex snap-x scroll-px-4 gap-2.5 px-4 pb-1 sm:-mx-6 sm:scroll-px-6 sm:gap-4 sm:px-6 lg:mx-0 lg:scroll-px-0 lg:px-0"
      >
        {templates?.map((template, index) => (
          <li key={template.id} className={`${CELL} ${isLarge ? LARGE_WIDTH : WIDTH}`}>
            <TemplateCard
              template={template}
              isFirst={isFirst && index < EAGER_COUNT}
              isUrgent={isFirst && index < PRIORITY_COUNT}
              place={title}
            />
          </li>
        )) ??
          Array.from({ length: 8 }, (_, index) => (
            <li key={index} aria-hidden className={`${CELL} ${isLarge ? LARGE_WIDTH : WIDTH}`}>
              <Skeleton className="size-full rounded-2xl" />
            </li>
          ))}
      </ul>
      {!templates && (
        <p role="status" className="sr-only">
          {t("app.loading")}
        </p>
      )}
    </section>
  );
}

/** How many are in the first view. */
const EAGER_COUNT = 6;

/** How many come before other pictures: the first view on a phone. */
const PRIORITY_COUNT = 3;

const CELL = "aspect-[4/5] shrink-0 snap-start";
const WIDTH = "w-40 sm:w-48 xl:w-52";
const LARGE_WIDTH = "w-44 sm:w-56 xl:w-60";
