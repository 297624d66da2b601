/** Texts of the catalogue of goods. */
export const products = {
  commands: {
    create: 'New product: “{{name}}”',
    update: 'Product changed: “{{name}}”',
    price: 'New price of a product: “{{name}}”',
    archive: 'Product archived: “{{name}}”',
    restore: 'Product is sold again: “{{name}}”',
    createCategory: 'New category of goods: “{{name}}”',
    updateCategory: 'Category of goods changed: “{{name}}”',
  },
};
