namespace RetentionMetrics.Csv;

// Best names first: of two columns with names of one list the one that stands earlier is proposed.
internal static partial class RoleNames
{
    private static string Of(ColumnRole role) => role switch
    {
        ColumnRole.CustomerId => "customer id|customer number|customer no|customer key|customer code|cust id|client id|user id|account id|member id|buyer id|contact id|shopper id|subscriber id|customer user id|customerid|userid"
            + "|kundennummer|kunden nr|kundennr|kunden id|kd nr|kdnr|debitor|debitorennummer|mitgliedsnummer|benutzer id|numero client|no client|n client|code client|id client|numero de client|client no"
            + "|id cliente|cliente id|codigo cliente|codigo de cliente|numero de cliente|numero cliente|id de cliente|顧客id|顧客番号|顧客コード|会員id|会員番号|会員コード|お客様番号|お客様id|ユーザーid|得意先コード|得意先番号|購入者id"
            + "|customer|cust|client|user|account|member|buyer|shopper|subscriber|kunde|kunden|benutzer|mitglied|cliente|usuario|utilisateur|顧客|会員|お客様|購入者|得意先"
            + "|customer email|email billing|billing email|email|e mail|email address|mail|メールアドレス|correo|correo electronico|courriel|adresse e mail|customer name|kundenname|nom client|nom du client|nombre cliente|顧客名|会員名|お客様名|氏名|billing name",
        ColumnRole.Date => "date|order date|purchase date|transaction date|invoice date|created at|ordered at|ordered on|purchased at|purchased on|order time|order created|created|created date|created date utc|date created|created on|paid at|paid on|date paid|payment date|sale date|sales date|close date|completed at|processed at|date completed"
            + "|event date|event time|occurred at|activity date|login date|visit date|visited at|logged at|response date|responded at|submitted at|answered at|survey date|invited at|invitation date|referred at|referral date|timestamp|datetime|date time|day|time"
            + "|bestelldatum|rechnungsdatum|kaufdatum|auftragsdatum|datum|belegdatum|buchungsdatum|zahlungsdatum|erstellt am|bestellt am|tag|date de commande|date commande|date d achat|date achat|date de facture|date facture|date de facturation|date de paiement|date de creation|jour"
            + "|fecha|fecha de pedido|fecha pedido|fecha del pedido|fecha de compra|fecha compra|fecha de factura|fecha factura|fecha de pago|fecha de creacion|注文日|注文日時|購入日|購入日時|受注日|受注日時|売上日|売上日時|取引日|取引日時|請求日|支払日|決済日|決済日時|計上日|日付|日時|年月日|利用日|来店日|回答日|回答日時|ログイン日時|紹介日|招待日|作成日|作成日時"
            + "|month|week|monat|mois|mes|月",
        ColumnRole.Amount => "amount|total|amt|total amount|order total|grand total|order total amount|order amount|order value|purchase amount|transaction amount|invoice amount|invoice total|amount paid|paid amount|total paid|gross amount|net amount|revenue|gross revenue|net revenue|sales|net sales|total sales|gross sales|total price|gross|net|value|converted amount|sum|spend|spent|price|subtotal"
            + "|betrag|gesamtbetrag|rechnungsbetrag|bruttobetrag|nettobetrag|summe|gesamtsumme|endbetrag|umsatz|gesamtpreis|preis|warenwert|brutto|netto|montant|montant total|total ttc|montant ttc|montant paye|total ht|montant ht|chiffre d affaires|prix total|prix"
            + "|importe|importe total|monto|monto total|total pedido|total factura|ventas|precio total|precio|ingresos|金額|合計金額|合計|売上金額|購入金額|注文金額|受注金額|取引金額|決済金額|税込金額|税込合計|請求金額|支払金額|総額|売上|小計"
            + "|cost|ad spend|amount spent|media cost|kosten|ausgaben|werbekosten|cout|depense|depenses|coste|costo|gasto|費用|広告費|コスト|消化金額",
        ColumnRole.OrderId => "order id|order number|order no|order|invoice no|invoice id|invoice number|invoice|receipt number|receipt no|receipt id|receipt|basket id|cart id|orderid|bestellnummer|bestell nr|bestellung|auftragsnummer|rechnungsnummer|rechnungsnr|rechnung nr|rechnungs nr|belegnummer"
            + "|numero de commande|n de commande|n commande|no commande|numero commande|commande|numero de facture|n facture|facture|numero de pedido|n pedido|numero pedido|id pedido|pedido|numero de factura|factura|注文番号|注文id|受注番号|受注id|伝票番号|請求書番号|オーダー番号|レシート番号|name",
        ColumnRole.Channel => "channel|marketing channel|acquisition channel|source|utm source|lead source|traffic source|source name|medium|utm medium|platform|network|campaign source|campaign|campaign name|kanal|marketingkanal|quelle|herkunft|kampagne|canal|canal d acquisition|canal de adquisicion|origine|origen|fuente|campagne|campana|チャネル|流入元|流入経路|媒体|広告媒体|経路|キャンペーン",
        ColumnRole.Currency => "currency|currency code|currency iso code|iso currency|wahrung|waehrung|devise|monnaie|moneda|divisa|通貨|通貨コード",
        ColumnRole.EventId => "event id|transaction id|payment id|charge id|event uuid|message id|record id|transaktions id|transaktionsnummer|vorgangsnummer|buchungsnummer|id transaction|id transaccion|取引id|取引番号|イベントid|id|uuid",
        ColumnRole.Start => "start|start date|subscription start|subscription start date|started at|started on|begin|begin date|activated at|contract start|contract start date|valid from|subscribed at|from|beginn|startdatum|vertragsbeginn|gultig ab|laufzeitbeginn|debut|date de debut|date debut|debut abonnement|inicio|fecha de inicio|fecha inicio|alta|fecha de alta|fecha alta|開始日|契約開始日|利用開始日|契約日|加入日|入会日|created utc|created|created at",
        ColumnRole.End => "end|end date|subscription end|subscription end date|ended at|ended on|canceled at|cancelled at|canceled on|cancelled on|cancel date|cancellation date|cancelled date|churn date|churned at|terminated at|termination date|contract end|contract end date|valid to|valid until|to|ende|enddatum|vertragsende|kundigungsdatum|gekundigt am|gekundigt zum|gultig bis|laufzeitende"
            + "|fin|date de fin|date fin|fin abonnement|date de resiliation|resilie le|fecha de fin|fecha fin|baja|fecha de baja|fecha baja|fecha de cancelacion|終了日|契約終了日|利用終了日|解約日|退会日",
        ColumnRole.MonthlyAmount => "monthly amount|mrr|mrr amount|monthly recurring revenue|monthly revenue|monthly fee|monthly price|monthly charge|monthly charges|amount per month|price per month|monatsbetrag|monatlicher betrag|monatspreis|monatsgebuhr|montant mensuel|prix mensuel|mensualite|importe mensual|cuota mensual|precio mensual|mensualidad|月額|月額料金|月額金額|月額費用",
        ColumnRole.BilledAmount => "billed amount|plan amount|recurring amount|amount|price|unit amount|fee|total|betrag|preis|montant|prix|importe|precio|料金|金額|請求金額",
        ColumnRole.BillingPeriod => "billing period|billing interval|billing frequency|billing cycle|plan interval|interval|frequency|period|term|abrechnungszeitraum|abrechnungsintervall|intervall|zahlungsweise|periodicite|periode de facturation|frequence|periodicidad|frecuencia|支払周期|請求周期|課金周期|支払方法",
        ColumnRole.Product => "product|plan|plan name|plan tier|product name|plan id|tier|package|produkt|tarif|paket|produit|formule|offre|producto|tarifa|商品|商品名|プラン|プラン名|コース|契約プラン",
        ColumnRole.EndReason => "end reason|cancellation reason|cancel reason|churn reason|churn type|kundigungsgrund|motif de resiliation|motivo de baja|解約理由",
        ColumnRole.State => "state|status|subscription status|etat|statut|estado|状態|ステータス|契約状態",
        ColumnRole.IsTrial => "is trial|trial|in trial|is trialing|testphase|probemonat|essai|prueba|トライアル|無料期間",
        ColumnRole.SubscriptionId => "subscription id|subscription|subscription number|contract id|contract number|contract|abonummer|abo nr|vertragsnummer|vertrag|numero de contrat|id abonnement|id suscripcion|numero de contrato|contrato|契約番号|契約id|定期購入id|id",
        ColumnRole.Rating => "nps|nps score|nps rating|likelihood to recommend|would recommend|recommend|recommendation|rating|score|answer|weiterempfehlung|weiterempfehlungsbereitschaft|bewertung|recommandation|note nps|note|recomendacion|puntuacion nps|puntuacion|valoracion|calificacion|推奨度|おすすめ度|npsスコア|評価|評点|スコア|点数",
        ColumnRole.Segment => "segment|customer segment|group|category|store|shop|branch|region|country|product|plan|kundensegment|gruppe|filiale|kategorie|land|groupe|magasin|categorie|pays|segmento|grupo|tienda|categoria|pais|セグメント|区分|店舗|店舗名|地域|商品",
        ColumnRole.Kind => "kind|event|event name|event type|activity|activity type|action|type|aktion|ereignis|typ|art|evenement|evento|accion|tipo|種別|イベント|イベント名|アクション|行動|種類|cost type|kostenart",
        ColumnRole.ReferrerId => "referrer id|referrer|inviter id|inviter|referred by|referring customer|referring customer id|sponsor id|sponsor|advocate id|advocate|werber|werber id|empfehler|empfohlen von|geworben von|parrain|id parrain|parrain id|padrino|id padrino|referente|referido por|紹介者id|紹介者|招待者id|招待者|紹介元",
        ColumnRole.ReferredId => "referred id|referred|invitee id|invitee|friend id|friend|referee id|referee|referred customer|referred customer id|new customer id|geworbener|geworben|empfohlener|filleul|id filleul|ahijado|referido|id referido|invitado|被紹介者id|被紹介者|被招待者id|被招待者|紹介先|customer id|user id|account id",
        ColumnRole.NewCustomers => "new customers|acquired customers|customers acquired|new users|sign ups|signups|conversions|total conversion|approved conversion|neukunden|neue kunden|nouveaux clients|clientes nuevos|nuevos clientes|新規顧客数|新規顧客|獲得数|獲得件数|コンバージョン数",
        ColumnRole.Purpose => "purpose|goal|objective|zweck|objectif|objetivo|目的",
        ColumnRole.Duration => "duration|tenure|tenure months|tenure in months|months|length of stay|dauer|laufzeit|duree|anciennete|duracion|antiguedad|継続月数|利用月数|在籍月数|継続期間|利用期間|期間",
        ColumnRole.Lost => "lost|churn|churned|is churned|churn flag|has churned|exited|attrition|abgewandert|gekundigt|perdu|resilie|perdido|abandono|解約|離脱|退会|解約フラグ",
        ColumnRole.Entry => "entry|entry time|observed from",
        ColumnRole.Count => "count|customers|weight|anzahl|nombre|cantidad|人数|件数",
        _ => "",
    };
}
