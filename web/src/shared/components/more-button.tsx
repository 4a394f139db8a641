import { useTranslation } from "react-i18next";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { ActionButton } from "./action-button";

interface MoreButtonProps {
  /** The result of `useInfiniteQuery`, or the same fields of another list. */
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError?: boolean;
    readonly error?: Error | null;
    fetchNextPage(): unknown;
  };
}

/** Loads the next page of a list, if there is one. */
export function MoreButton({ list }: MoreButtonProps) {
  const { t } = useTranslation();
  const textOf = useFailureText();
  return (
    list.hasNextPage && (
      <div className="mt-8 text-center">
        {list.isFetchNextPageError && (
          <p role="alert" className="mb-3 text-sm text-danger">
            {textOf(list.error)}
          </p>
        )}
        <ActionButton isAlwaysAllowed variant="secondary" isBusy={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("app.more")}
        </ActionButton>
      </div>
    )
  );
}
