namespace Throughline.Language.Detecting;

/// <summary>One sequence of places, ready to be looked for.</summary>
/// <param name="Detector">Whose it is; -1 where it only says that a negator does not negate.</param>
/// <param name="Language">Number of its language.</param>
/// <param name="Kind">What a match is worth.</param>
/// <param name="MayBeNegated">True when negators are not looked for.</param>
/// <param name="Line">Number of the line that it comes from; matches of one line count once.</param>
/// <param name="Places">Of each place, the numbers of the words that may stand there.</param>
/// <param name="Gaps">Of each place, what may stand before it.</param>
/// <param name="Longest">Of each place, the steps of its longest word: 1, or as many as it has Chinese characters.</param>
/// <param name="Anchor">The place that is looked at first: the one that the fewest patterns share.</param>
sealed record Pattern(int Detector, int Language, PatternKind Kind, bool MayBeNegated, int Line, int[][] Places, int[] Gaps, int[] Longest, int Anchor);
