import { describe, expect, it } from 'vitest';
import { moneyInWords } from '../../../src-shared/i18n/money-words.ts';

describe('money in words', () => {
  it.each([
    [0, 'Ноль рублей 00 копеек'],
    [100, 'Один рубль 00 копеек'],
    [1_201, 'Двенадцать рублей 01 копейка'],
    [2_100, 'Двадцать один рубль 00 копеек'],
    [10_402, 'Сто четыре рубля 02 копейки'],
    [111_100, 'Одна тысяча сто одиннадцать рублей 00 копеек'],
    [485_050, 'Четыре тысячи восемьсот пятьдесят рублей 50 копеек'],
    [2_200_000, 'Двадцать две тысячи рублей 00 копеек'],
    [101_200_311, 'Один миллион двенадцать тысяч три рубля 11 копеек'],
    [500_000_000_000, 'Пять миллиардов рублей 00 копеек'],
  ])('%i kopecks: %s', (minor, words) => {
    expect(moneyInWords(minor, 'RUB', 'ru')).toBe(words);
  });

  it.each([
    [0, 'RUB', 'Zero roubles 00 kopecks'],
    [101, 'RUB', 'One rouble 01 kopeck'],
    [485_050, 'RUB', 'Four thousand eight hundred and fifty roubles 50 kopecks'],
    [100_500, 'EUR', 'One thousand and five euros 00 cents'],
    [101_200_311, 'GBP', 'One million twelve thousand and three pounds sterling 11 pence'],
    [12_100, 'USD', 'One hundred and twenty-one US dollars 00 cents'],
    [2_200_000, 'BYN', 'Twenty-two thousand Belarusian roubles 00 kopecks'],
  ])('%i hundredths of %s in English: %s', (minor, currency, words) => {
    expect(moneyInWords(minor, currency, 'en')).toBe(words);
  });

  it.each([
    [210_025, 'KZT', 'Две тысячи сто тенге 25 тиынов'],
    [200, 'BYN', 'Два белорусских рубля 00 копеек'],
    [2_101, 'USD', 'Двадцать один доллар США 01 цент'],
  ])('%i hundredths of %s: %s', (minor, currency, words) => {
    expect(moneyInWords(minor, currency, 'ru')).toBe(words);
  });
});
