import { buttonVariants } from "@heroui/react/button";
import { Skeleton } from "@heroui/react/skeleton";
import { CircleX, ImageOff, Images, LoaderCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Failure } from "@/core/api/failure";
import { type Generation, isActive } from "@/core/domain/entities/generation";
import { FailureNotice } from "@/shared/components/failure-notice";
import { MoreButton } from "@/shared/components/more-button";
import { Notice } from "@/shared/components/notice";
import { Picture } from "@/shared/components/picture";
import { useFormats } from "@/shared/hooks/use-formats";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { AiLabel } from "../components/ai-label";
import { useActiveGenerations, useGenerations } from "../queries/generations";

/** The user's images, newest first. */
export function ImagesPage() {
  const { t } = useTranslation();
  const list = useGenerations();
  const generations = list.data?.pages.flatMap((page) => page.generations);
  useActiveGenerations(generations?.some(isActive) ?? false);
  usePageTitle(t("images.title"));

  if (list.error && !generations) {
    return <FailureNotice isPage failure={Failure.of(list.error)} onRetry={() => void list.refetch()} />;
  }
  if (generations?.length === 0) {
    return (
      <Notice isPage Icon={Images} title={t("images.empty.title")} text={t("images.empty.text")}>
        <Link to="/" className={buttonVariants({ variant: "primary" })}>
          {t("profile.noFavorites.go")}
        </Link>
      </Notice>
    );
  }
  return (
    <div className="mx-auto w-full max-w-[96rem] px-4 pb-14 pt-8 sm:px-6 sm:pt-12 lg:px-10">
      <h1 className="mb-1 text-3xl font-bold">{t("images.title")}</h1>
      <AiLabel />
      <ul
        aria-label={t("images.title")}
        aria-busy={!generations}
        className="mt-6 grid grid-cols-2 gap-2.5 sm:grid-cols-3 sm:gap-3.5 lg:grid-cols-4 xl:grid-cols-5"
      >
        {generations?.map((generation) => <Card key={generation.id} generation={generation} />) ??
          Array.from({ length: 10 }, (_, index) => <Skeleton key={index} className="aspect-[4/5] rounded-2xl" />)}
      </ul>
      <MoreButton list={list} />
    </div>
  );
}

function Card({ generation }: { generation: Generation }) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const { id, image, createdAt } = generation;
  return (
    <li>
      <Link
        to={`/images/${id}`}
        aria-label={image ? `${t("images.open", { date: date(createdAt) })}. ${t("image.ai")}` : undefined}
        className="shows-focus block aspect-[4/5] overflow-hidden rounded-2xl bg-surface-tertiary"
      >
        {image ? (
          <Picture url={image.url} alt="" sizes="(min-width: 1280px) 19vw, (min-width: 1024px) 24vw, (min-width: 640px) 32vw, 48vw" />
        ) : (
          <WithoutImage generation={generation} />
        )}
      </Link>
    </li>
  );
}

function WithoutImage({ generation }: { generation: Generation }) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const active = isActive(generation);
  const Icon = active ? LoaderCircle : generation.status === "canceled" ? CircleX : ImageOff;
  const state = active ? "active" : generation.status === "canceled" ? "canceled" : "failed";
  return (
    <span className="flex size-full flex-col items-center justify-center gap-2.5 p-3 text-center text-muted">
      <Icon aria-hidden size={26} strokeWidth={1.6} className={active ? "animate-spin" : ""} />
      <span className="text-sm font-medium">{t(`images.${state}`)}</span>
      <span className="sr-only">{t("images.open", { date: date(generation.createdAt) })}</span>
    </span>
  );
}
