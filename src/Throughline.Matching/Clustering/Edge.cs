namespace Throughline.Matching.Clustering;

/// <summary>Two records that may be one customer, and the weight of evidence for it in bits.</summary>
readonly record struct Edge(int Left, int Right, float Weight);
