import { expect, test } from "vitest";
import { pictureSrcSet } from "../pictures";
import { describeDevice } from "./device";
import { ratioOf } from "./generation";
import { gridRows } from "./template";
import { initialsOf } from "./user";

test("initials do not join in Persian", () => {
  expect(initialsOf({ name: "sara ahmadi karimi" })).toBe("S\u200cA");
  expect(initialsOf({ name: "سارا احمدی" })).toBe("س\u200cا");
  expect(initialsOf({ name: null })).toBe("");
});

test("describes a device by its browser and system", () => {
  expect(
    describeDevice("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"),
  ).toEqual({ browser: "Safari", system: "iPhone", isPhone: true });
  expect(describeDevice("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0")).toEqual({
    browser: "Edge",
    system: "Windows",
    isPhone: false,
  });
  expect(describeDevice("curl/8")).toEqual({ browser: null, system: null, isPhone: false });
});

test("a template always has the same height, and heights vary between templates", () => {
  const ids = Array.from({ length: 40 }, (_, index) => `6a0f3c0c0000000000${String(index).padStart(6, "0")}`);
  const heights = ids.map((id) => gridRows({ id }));
  expect(ids.map((id) => gridRows({ id }))).toEqual(heights);
  expect(new Set(heights).size).toBeGreaterThan(3);
});

test("an image has the shape of its picture, or the ordered one until it is made", () => {
  const image = { url: "", width: 900, height: 1200, format: "jpg" as const, bytes: 1 };
  expect(ratioOf({ image, aspectRatio: "1:1" })).toBe(0.75);
  expect(ratioOf({ image: null, aspectRatio: "16:9" })).toBeCloseTo(1.78);
  expect(ratioOf({ image: null, aspectRatio: null })).toBeUndefined();
});

test("only Cloudinary pictures have a srcset", () => {
  expect(pictureSrcSet("https://res.cloudinary.com/nero/image/upload/v1/a/b.jpg")).toContain(
    "https://res.cloudinary.com/nero/image/upload/f_auto,q_auto,c_limit,w_480/v1/a/b.jpg 480w",
  );
  expect(pictureSrcSet("http://localhost:5000/_local/files/b.jpg")).toBeUndefined();
});
