import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import type { Template } from "@/core/domain/entities/template";
import { usePreferences } from "@/shared/stores/preferences";
import { useTemplates } from "@/shared/stores/templates";
import { useFilterName } from "./use-filter-name";

beforeEach(() => {
  const template = { style: { en: "oil", fa: "رنگ روغن" }, tags: [{ en: "rain", fa: "باران" }] } as Template;
  useTemplates.setState({ byId: { a: template }, listings: {} });
  usePreferences.setState({ language: "fa" });
});

test("names the filtered tag and style in the chosen language", () => {
  const tag = renderHook(() => useFilterName("tag", { tag: "rain" }));
  const style = renderHook(() => useFilterName("style", { style: "oil" }));

  expect([tag.result.current, style.result.current]).toEqual(["باران", "رنگ روغن"]);

  act(() => usePreferences.setState({ language: "en" }));
  expect([tag.result.current, style.result.current]).toEqual(["rain", "oil"]);
});

test("shows the name from the URL until a template with it is loaded", () => {
  expect(renderHook(() => useFilterName("tag", { tag: "snow" })).result.current).toBe("snow");
});
