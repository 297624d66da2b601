/** Texts of the catalogue of goods. */
export const products = {
  commands: {
    create: 'Новый товар: «{{name}}»',
    update: 'Товар изменён: «{{name}}»',
    price: 'Новая цена товара: «{{name}}»',
    archive: 'Товар в архиве: «{{name}}»',
    restore: 'Товар снова в продаже: «{{name}}»',
    createCategory: 'Новая категория товаров: «{{name}}»',
    updateCategory: 'Категория товаров изменена: «{{name}}»',
  },
};
