import { expect, test } from "vitest";
import { columnsOf, masonry, type Place } from "./masonry";

const HEIGHTS = Array.from({ length: 60 }, (_, index) => [16, 14, 18, 15, 12, 17][(index * 7) % 6]!);

/** The row after the last one of each column. */
const ends = (places: readonly Place[]) =>
  [...new Set(places.map(({ column }) => column))].map((column) =>
    Math.max(...places.filter((place) => place.column === column).map(({ row, rows }) => row + rows)),
  );

test.each([2, 3, 4, 5, 7, 9])("all of %s columns end in one line, and no cells overlap", (columns) => {
  const places = masonry(HEIGHTS, columns);

  expect(new Set(ends(places)).size).toBe(1);
  expect(ends(places).length).toBe(columns);
  const taken = places.flatMap(({ column, row, rows }) => Array.from({ length: rows }, (_, index) => `${column} ${row + index}`));
  expect(new Set(taken).size).toBe(taken.length);
});

test("what follows moves nothing", () => {
  const before = masonry(HEIGHTS.slice(0, 24), 5);

  expect(masonry(HEIGHTS, 5).slice(0, 24)).toEqual(before);
});

test("fewer cells than columns are one row", () => {
  expect(masonry([16, 14], 5)).toEqual([
    { column: 1, row: 1, rows: 15 },
    { column: 2, row: 1, rows: 15 },
  ]);
});

test("wide screens have more columns", () => {
  expect([358, 720, 1280, 1840, 2480].map(columnsOf)).toEqual([2, 3, 5, 7, 9]);
});
