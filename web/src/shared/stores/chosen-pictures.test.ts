import { expect, test, vi } from "vitest";
import { type ChosenPicture, removePicture, uploadProgress } from "./chosen-pictures";

const picture = (progress: number): ChosenPicture => ({
  key: String(progress),
  file: new File([], "a.png"),
  preview: "",
  state: progress === 1 ? "sent" : "sending",
  progress,
});

test("counts the progress of all pictures, which are sent at once", () => {
  expect(uploadProgress([picture(0), picture(0)])).toEqual({ count: 2, sent: 0 });
  expect(uploadProgress([picture(0.5), picture(1)])).toEqual({ count: 2, sent: 0.75 });
  expect(uploadProgress([picture(1), picture(1)])).toEqual({ count: 2, sent: 1 });
});

test("frees the preview of a removed picture, and of no other", () => {
  const free = vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
  const [first, second] = [
    { ...picture(0), preview: "blob:first" },
    { ...picture(0.5), preview: "blob:second" },
  ];

  expect(removePicture([first, second], first.key)).toEqual([second]);
  expect(free.mock.calls).toEqual([["blob:first"]]);
});
