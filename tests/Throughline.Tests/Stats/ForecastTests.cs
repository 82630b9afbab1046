using Throughline.Stats;

namespace Throughline.Tests.Stats;

public sealed class ForecastTests
{
    [Fact]
    public void Figures_are_those_that_can_be_counted_by_hand()
    {
        // Yes at 0.9, 0.6, 0.3; no at 0.6, 0.1. Pairs: 0.9 beats both; 0.6 ties one and beats one; 0.3 beats one: 4.5 of 6.
        var figures = Forecasts.Judge([0.9, 0.6, 0.3, 0.6, 0.1], [true, true, false, true, false], [true, true, true, false, false])!;
        Assert.Equal(4.5 / 6, figures.Auc.Value, 10);
        Assert.Equal(((2 * 2.0 / 6) + (2 * 1.0 / 4)) / 2, figures.MacroF1.Value, 10);
        Assert.Equal((0.1 + 0.2 + 0.7 + 0.1) / 5, figures.CalibrationError.Value, 10);
        Assert.Equal(1 - ((0.01 + 0.16 + 0.49 + 0.36 + 0.01) / 5 / (0.6 * 0.4)), figures.BrierSkill.Value, 10);
        Assert.All(new[] { figures.Auc, figures.MacroF1, figures.CalibrationError, figures.BrierSkill }, one => Assert.InRange(one.Value, one.Low, one.High));
    }

    [Fact]
    public void Cases_of_one_kind_are_not_judged() => Assert.Null(Forecasts.Judge([0.2, 0.4], [false, false], [false, false]));

    [Fact]
    public void Agreement_by_chance_is_no_agreement()
    {
        var kappa = Kappa.Of(20, 5, 10, 15)!.Value; // the example of many textbooks
        Assert.Equal(0.4, kappa.Value, 10);
        Assert.True(kappa.Low is > 0.1 and < 0.2 && kappa.High is > 0.6 and < 0.7, $"{kappa}");
        Assert.Equal(0, Kappa.Of(25, 25, 25, 25)!.Value.Value, 10);
        Assert.Null(Kappa.Of(9, 0, 0, 0));
        Assert.Null(Kappa.Of(0, 0, 0, 0));
    }
}
