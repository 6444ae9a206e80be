// A made-up shop, for trying out retention analytics where the truth is known.
//
// The shop sells coffee, and a monthly coffee subscription beside it. Customers arrive during the first three quarters of
// the window, more of them every month; then the shop stops advertising, so that the last quarter shows what retention
// alone does. Each customer buys, and at some time silently stops, as the BG/NBD model says; each spends as the Gamma-Gamma
// model says; subscribers leave as the shifted beta-geometric model says. Truth.cs holds all true numbers, so that models
// fitted to these files can be judged against them.
//
// What is true of this shop, and a report should find or at least not deny:
//   - how often a customer buys, when they stop and how much they spend are independent of each other;
//   - a channel brings customers but does not make them better or worse;
//   - happier customers buy more often and bring more friends; the same happiness gets a lower rating in Japan;
//   - subscribers log in less in the weeks before they leave.
//
// The six files (UTF-8, LF, a header line; dates are yyyy-MM-dd; an empty cell is "none" or "unknown"):
//   transactions.csv   order_id,customer_id,date,amount,channel     a refund repeats its order's id with a negative amount
//   subscriptions.csv  subscription_id,customer_id,start,end,monthly_amount,is_trial,product,billing_period,end_reason,state
//                                                                   end is the first day no longer in force, empty while in force;
//                                                                   an announced pause is a row of its own, in state paused
//   activities.csv     customer_id,date,kind                        login (subscribers) or visit (some buyers)
//   ratings.csv        customer_id,date,rating,segment              0 to 10, empty when asked but not answered; segment is a country
//   spend.csv          channel,date,amount,new_customers,kind,purpose
//                                                                   a month a row; new_customers is the ad platform's own count;
//                                                                   salaries and tools are of no channel, a mailing is to keep customers
//   referrals.csv      referrer_id,date,referred_id                 c-... became a customer, p-... (a prospect) did not
// Payments of subscriptions are in subscriptions.csv only, never in transactions.csv.
//
// The same options write the same bytes. All draws come from a few Randoms with explicit seeds, in a fixed order;
// nothing reads a clock or a culture. The shop of the report sample is the default one:
//   dotnet run --project samples/ShopSimulator -- --out samples/RetentionReport/shop

return ShopSimulator.Simulator.Run(args, Console.Out, Console.Error);
