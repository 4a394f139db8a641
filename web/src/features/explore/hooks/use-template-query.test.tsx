import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { useTemplateQuery } from "./use-template-query";

function open(url: string) {
  const wrapper = ({ children }: { children: ReactNode }) => <MemoryRouter initialEntries={[url]}>{children}</MemoryRouter>;
  return renderHook(useTemplateQuery, { wrapper }).result;
}

test.each([
  ["/", undefined],
  ["/?trending=true", "trending"],
  ["/?trending=true&sort=newest", undefined],
  ["/?trending=true&sort=views", "views"],
  ["/?sort=popular", "popular"],
] as const)("sorts %s by %s", (url, sort) => {
  expect(open(url).current[0].sort).toBe(sort);
});

test("trending templates are sorted by what is trending only while they are chosen", () => {
  const query = open("/");

  act(() => query.current[1]({ trending: true }));
  expect(query.current[0]).toMatchObject({ trending: true, sort: "trending" });
  act(() => query.current[1]({ trending: undefined }));
  expect([query.current[0].trending, query.current[0].sort]).toEqual([undefined, undefined]);
});
