/** How large the samples are; results of other sizes are computed anew. */
export interface Sizes {
  /** Pictures of tables 1 and 2. */
  readonly tables: number;
  /** Pictures of the table of methods, of the frontier, and of refinements. */
  readonly methods: number;
  /** Pictures of descents from random seeds, which take longest. */
  readonly descents: number;
  readonly iterations: number;
  readonly refinement: number;
  /** Columns of the figures with pictures. */
  readonly columns: number;
}

/** As the paper has them where it says so: 1,000 examples, 1,500 iterations. */
export const whole: Sizes = {
  tables: 1000,
  methods: 100,
  descents: 16,
  iterations: 1500,
  refinement: 100,
  columns: 8,
};

/** Some minutes on a processor. */
export const quick: Sizes = { tables: 64, methods: 16, descents: 4, iterations: 150, refinement: 20, columns: 8 };

/** Seconds, for tests of the command itself. */
export const tiny: Sizes = { tables: 2, methods: 2, descents: 1, iterations: 3, refinement: 2, columns: 3 };

/** The same with at most so many pictures and iterations of descent. */
export function limited(sizes: Sizes, pictures: number, iterations: number): Sizes {
  const few = (size: number) => Math.min(size, pictures);
  const short = (size: number) => Math.min(size, iterations);
  const { tables, methods, descents, refinement, columns } = sizes;
  return {
    tables: few(tables),
    methods: few(methods),
    descents: few(descents),
    iterations: short(sizes.iterations),
    refinement: short(refinement),
    columns: few(columns),
  };
}
