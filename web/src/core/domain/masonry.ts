/** Where a cell is in a masonry layout. Columns and rows are counted from 1, as in CSS. */
export interface Place {
  readonly column: number;
  readonly row: number;
  readonly rows: number;
}

/** How many cells end in one line. More that follow begin below it, so that those above stay where they are. */
const BLOCK = 24;

/** The widths in pixels from which there is one column more than two. */
const WIDTHS = [640, 928, 1200, 1480, 1720, 2080, 2400];

export const columnsOf = (width: number): number => 2 + WIDTHS.filter((least) => width >= least).length;

/** Puts each cell of the given heights into the shortest column, and then stretches or shrinks the columns so that they end in one line. */
export function masonry(heights: readonly number[], columns: number): Place[] {
  const places: Place[] = [];
  let start = 1;
  for (let first = 0; first < heights.length; first += BLOCK) {
    const block = heights.slice(first, first + BLOCK);
    const sums = Array.from({ length: Math.min(columns, block.length) }, () => 0);
    const cells: number[][] = sums.map(() => []);
    const columnOf = block.map((height, index) => {
      const column = sums.indexOf(Math.min(...sums));
      sums[column]! += height;
      cells[column]!.push(index);
      return column;
    });
    const end = Math.round(sums.reduce((total, sum) => total + sum, 0) / sums.length);
    const placed: Place[] = [];
    cells.forEach((indexes, column) => {
      const surplus = end - sums[column]!;
      let row = start;
      indexes.forEach((index, position) => {
        const share = (count: number) => Math.round((surplus * count) / indexes.length);
        const rows = block[index]! + share(position + 1) - share(position);
        placed[index] = { column: columnOf[index]! + 1, row, rows };
        row += rows;
      });
    });
    places.push(...placed);
    start += end;
  }
  return places;
}
