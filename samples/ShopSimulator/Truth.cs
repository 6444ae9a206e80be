namespace ShopSimulator;

/// <summary>The true numbers of the shop, named as in the papers. Rates of buying are per week.</summary>
/// <remarks>Buying goes on in continuous time, but files hold days: two orders of one day look like one purchase, so a model fitted to very many customers lands a little beside R, Alpha, A and B.</remarks>
public static class Truth
{
    /// <summary>BG/NBD: a customer's buying rate λ is gamma distributed with this shape and this rate.</summary>
    public const double R = 0.8, Alpha = 3;

    /// <summary>BG/NBD: the chance to stop after a repeat purchase is beta distributed.</summary>
    public const double A = 0.6, B = 6;

    /// <summary>Gamma-Gamma: an order's amount is gamma (P, ν), where a customer's ν is gamma (Q, Gamma). The mean order is P·Gamma ÷ (Q − 1) = 40.</summary>
    public const double P = 6, Q = 4, Gamma = 20;

    /// <summary>Shifted beta-geometric: a subscriber's chance to leave at a monthly renewal is beta distributed.</summary>
    public const double LeavingAlpha = 0.8, LeavingBeta = 8;

    /// <summary>The chance that an order is refunded in full, 1 to 10 days later.</summary>
    public const double Refunded = 0.02;

    /// <summary>The chance that a customer takes a subscription, and that it begins with a trial, and that the trial is followed by a paid plan.</summary>
    public const double Subscribes = 1 / 3.0, TriesFirst = 0.4, Converts = 0.65;

    /// <summary>The chance that a staying subscriber changes plan at a renewal, and that the change is an upgrade where both ways are open.</summary>
    public const double ChangesPlan = 0.03, Upgrades = 0.6;

    /// <summary>The chance that a subscriber who left comes back after 2 to 8 months.</summary>
    public const double ComesBack = 0.15;

    /// <summary>The chance that an absence between two subscriptions was announced as a pause, and that a leave is a payment that failed.</summary>
    public const double Announces = 0.3, PaymentFails = 0.2;

    /// <summary>The chance that a subscription that can be one by the year is.</summary>
    public const double PaysByYear = 0.25;

    /// <summary>The chance of a login in a week of a subscription, and in its last six weeks before the subscriber leaves.</summary>
    public const double LogsIn = 0.4, LogsInBeforeLeaving = 0.1;

    /// <summary>The chance that a customer who is asked for a rating answers.</summary>
    public const double Answers = 0.75;
}
