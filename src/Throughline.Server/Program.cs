Console.WriteLine("throughline");
