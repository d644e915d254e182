// 筛选: by what pages can be told apart, and how many there are of each.
export const FACETS = {
  年度: ({ document }) => [document.year],
  类型: ({ document }) => [document.kind],
  部门: ({ department }) => [department.name],
  地区: ({ department }) => department.region,
  页别: ({ kind }) => [kind],
};

function facets(page) {
  return Object.entries(FACETS).map(([name, values]) => [name, values(page).filter(Boolean).map(String)]);
}

export function passes(page, filters, but = "") {
  return facets(page).every(([name, values]) => name === but || !filters[name] || values.includes(filters[name]));
}

/** How many pages each value of a facet has, with the other filters left as they are; a value may be called `constructor`. */
export function counted(pages, filters) {
  const counts = Object.create(null);
  for (const page of pages) {
    for (const [name, values] of facets(page)) {
      if (!passes(page, filters, name)) continue;
      const own = (counts[name] = counts[name] || Object.create(null));
      for (const value of values) own[value] = (own[value] || 0) + 1;
    }
  }
  return counts;
}
