/** Why a line of a check costs what it costs. */
export const pricing = {
  why: {
    price: {
      master: 'Цена мастера {{staff}}: {{priceMinor}}.',
      level: 'Цена уровня «{{level}}»: {{priceMinor}}.',
      levelPercent: 'Уровень «{{level}}»: {{levelBp}} от {{baseMinor}} — {{priceMinor}}.',
      base: 'Цена по прайсу: {{priceMinor}}.',
      product: 'Цена товара: {{priceMinor}}.',
      certificate: 'Цена сертификата: {{priceMinor}}.',
      membership: 'Цена абонемента: {{priceMinor}}.',
      deposit: 'Пополнение депозита: {{priceMinor}}.',
      tip: 'Чаевые: {{priceMinor}}.',
    },
    list: 'Прайс-лист клиента: «{{list}}».',
    since: 'Цена действует с {{date}}.',
    fixedOn: 'Цены на день записи: {{date}}.',
    range: {
      open: 'Цена от {{fromMinor}} до {{toMinor}}: укажите точную.',
      chosen: 'Цена от {{fromMinor}} до {{toMinor}}, выбрана {{priceMinor}}.',
    },
    agreed: 'В записи обещано {{priceMinor}} вместо {{listMinor}}.',
    bundlePrice: 'Доля в цене комплекса: {{priceMinor}}.',
    manualPrice: 'Цена изменена вручную: {{priceMinor}} вместо {{listMinor}}.',
    manualPriceReason: 'Цена изменена вручную: {{priceMinor}} вместо {{listMinor}}. Причина: {{reason}}.',
    quantity: '{{quantityMilli}} × {{priceMinor}} = {{grossMinor}}.',
    covered: 'По абонементу «{{title}}»: списывается одно посещение, к оплате 0.',
    recognised: 'Стоимость посещения в абонементе: {{recognisedMinor}}.',
    off: {
      group: '{{what}} {{rateBp}} от {{baseMinor}}: −{{amountMinor}}.',
      promotionRate: 'Акция «{{title}}» {{rateBp}} от {{baseMinor}}: −{{amountMinor}}.',
      promotionAmount: 'Акция «{{title}}»: −{{amountMinor}}.',
      bundle: 'Комплекс «{{title}}»: −{{amountMinor}}.',
      manualRate: 'Ручная скидка {{rateBp}} от {{baseMinor}}: −{{amountMinor}}.',
      manualAmount: 'Ручная скидка: −{{amountMinor}}.',
      couponRate: 'Купон «{{title}}» {{rateBp}}: −{{amountMinor}} на эту строку.',
      couponAmount: 'Купон «{{title}}»: −{{amountMinor}} на эту строку.',
      rounding: 'Округление чека вниз до {{stepMinor}}: −{{amountMinor}} на эту строку.',
    },
    manualReason: 'Причина ручной скидки: {{reason}}.',
    limit: {
      cap: 'Все скидки строки ограничены {{capBp}} — не больше {{allowedMinor}}; не применено {{cutMinor}}.',
      floor: 'Дешевле {{floorMinor}} за единицу продавать нельзя; не применено {{cutMinor}}.',
    },
    skip: {
      smallerGroup:
        '{{what}} {{rateBp}} не применена: она меньше, чем {{by}} {{winnerBp}}, а скидки клиента не складываются.',
      sameGroup: '{{what}} {{rateBp}} не применена: она такая же, как {{by}}, а скидки клиента не складываются.',
      smallerPromotion: 'Акция «{{title}}» не применена: другая акция выгоднее, действует одна.',
      groupByPromotion: '{{what}} {{rateBp}} не применена: с акцией «{{byTitle}}» не складывается, а акция не меньше.',
      promotionByGroup: 'Акция «{{title}}» не применена: {{by}} {{winnerBp}} выгоднее, вместе они не действуют.',
      bundle: {
        group: '{{what}} {{rateBp}} не применена: цена комплекса уже со скидкой.',
        promotion: 'Акция «{{title}}» не применена: цена комплекса уже со скидкой.',
      },
      bundleNoDiscount: 'Цена комплекса «{{title}}» не действует: услуга без скидок.',
      noDiscount: {
        service: {
          group: '{{what}} {{rateBp}} не применена: услуга без скидок.',
          promotion: 'Акция «{{title}}» не применена: услуга без скидок.',
          manual: 'Ручная скидка не применена: услуга без скидок.',
        },
        product: {
          group: '{{what}} {{rateBp}} не применена: товар без скидок.',
          promotion: 'Акция «{{title}}» не применена: товар без скидок.',
          manual: 'Ручная скидка не применена: товар без скидок.',
        },
      },
    },
    noBonus: 'Бонусами не оплачивается, бонусы за неё не начисляются.',
    net: 'К оплате за строку: {{netMinor}}.',
  },
  /** A discount of the client as the beginning of a sentence. */
  known: {
    personal: 'Персональная скидка',
    category: 'Скидка категории',
    card: 'Скидка карты',
    accumulative: 'Накопительная скидка',
  },
  /** The same inside a sentence. */
  winner: {
    personal: 'персональная скидка',
    category: 'скидка категории',
    card: 'скидка карты',
    accumulative: 'накопительная скидка',
  },
  /** Names of discounts in a check. */
  source: {
    promotion: 'Акция',
    bundle: 'Комплекс',
    personal: 'Персональная скидка',
    category: 'Скидка категории',
    card: 'Скидка карты',
    accumulative: 'Накопительная скидка',
    manual: 'Ручная скидка',
    coupon: 'Купон',
    rounding: 'Округление',
  },
};
