"""From events to relations: pairs over the years, their level and turning points, networks, movers."""
